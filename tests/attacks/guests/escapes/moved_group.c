/* A child sets the priority of its own group, and its parent moves it to another one between the look and the call. */
#include "../attack.h"

int main(void)
{
    pid_t group = getpgrp(), child;
    int before = getpriority(PRIO_PROCESS, 0), won = 0;
    double until = tries_until(3);
    if (before > 12)
        lacks("a lower priority to change to");
    child = fork();
    if (!child) {
        setpgid(0, 0);
        for (;;)
            setpriority(PRIO_PGRP, 0, before + 7);
    }
    usleep(20000);
    while (now() < until && !won) {
        for (int i = 0; i < 50; i++) {
            setpgid(child, group);
            setpgid(child, child);
        }
        won = getpriority(PRIO_PROCESS, 0) != before;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    end(won, "only its own groups' priorities change");
}
