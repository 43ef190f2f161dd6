/* A process that exchanges a shared number is stopped and continued all the time: it must not count as standing still when it does not. */
#include "../attack.h"

enum { NUMBER = 40 };

static int p[2], null;

static int flip(void *unused)
{
    end_with_maker();
    for (;;) {
        dup2(p[1], NUMBER);
        dup2(null, NUMBER);
    }
    return unused != NULL;
}

int main(void)
{
    static char stack[65536];
    double until = tries_until(1.5);
    int won = 0;
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
    pid_t pid = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    pid_t storm = fork();
    if (!storm) {
        end_with_maker();
        for (;;) {
            kill(pid, SIGSTOP);
            for (volatile int i = rand() % 20000; i > 0; i--)
                ;
            kill(pid, SIGCONT);
            for (volatile int i = rand() % 20000; i > 0; i--)
                ;
        }
    }
    while (now() < until && !won) {
        for (int i = 0; i < 20; i++)
            write(NUMBER, "B", 1);
        won = foreign(p[0], 'A');
    }
    kill(storm, SIGKILL);
    kill(pid, SIGKILL);
    end(won, "stopped or not, it is known");
}
