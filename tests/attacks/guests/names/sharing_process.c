/* A process that shares the descriptor table, not the thread group, exchanges the number. */
#include "../attack.h"

static int p[2], null, number = 40;

static int flip(void *unused)
{
    (void)unused;
    end_with_maker();
    for (;;) {
        dup2(null, number);
        dup2(p[1], number);
    }
    return 0;
}

int main(void)
{
    double until = tries_until(1.5);
    static char stack[65536];
    int won = 0;
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    write(p[1], "A", 1);
    pid_t pid = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    while (now() < until && !won) {
        write(number, "B", 1);
        won = foreign(p[0], 'A');
    }
    kill(pid, SIGKILL);
    end(won, "only the event byte came out");
}
