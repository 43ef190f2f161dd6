/* SIGSTOP, SIGCONT and handlers without and with SA_RESTART interrupt blocked writes that then change their bytes. */
#include "../attack.h"

static void change(int number);
static char data[70000];

static void change(int number)
{
    (void)number;
    memset(data, 'B', sizeof data);
}

int main(void)
{
    double until = tries_until(2);
    int won = 0;
    while (now() < until && !won) {
        int p[2], value = 0;
        pipe(p);
        memset(data, 'A', sizeof data);
        pid_t pid = fork();
        if (!pid) {
            struct sigaction a = {.sa_handler = change, .sa_flags = rand() & 1 ? SA_RESTART : 0};
            sigaction(SIGUSR1, &a, NULL);
            for (int i = 0; i < 12; i++)
                write(p[1], data, sizeof data);
            _exit(0);
        }
        usleep(3000);
        for (int i = 0; i < 6; i++) {
            kill(pid, SIGSTOP);
            if (i == 2)
                kill(pid, SIGUSR1);
            kill(pid, SIGCONT);
            won |= mixed(p[0], &value);
            usleep(500);
        }
        usleep(3000);
        won |= mixed(p[0], &value);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        won |= mixed(p[0], &value);
        close(p[0]);
        close(p[1]);
    }
    end(won, "only the event byte came out");
}
