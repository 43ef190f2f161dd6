/* A process changes another one's registers and memory with ptrace while its write is judged. */
#include "../attack.h"
#include <sys/ptrace.h>
#include <sys/user.h>

static long data[1] = {'A'};

int main(void)
{
    int p[2], won = 0;
    double until = tries_until(0.7);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        for (;;)
            write(p[1], data, 1);
    }
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0)
        while (now() < until && !won) {
            ptrace(PTRACE_INTERRUPT, pid, 0, 0);
            waitpid(pid, NULL, __WALL);
            ptrace(PTRACE_POKEDATA, pid, data, (long)'B');
            ptrace(PTRACE_CONT, pid, 0, 0);
            usleep(1000);
            won = foreign(p[0], 'A');
        }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, __WALL);
    end(won | foreign(p[0], 'A'), "nobody traces a sibling");
}
