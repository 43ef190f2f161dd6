/* Children whose parents are killed while they fork, so that nobody tells of them, share a table. */
#include "../attack.h"

static int p[2], null, number = 40;
static double until;

static int child(void *unused)
{
    (void)unused;
    while (now() < until) {
        dup2(null, number);
        dup2(p[1], number);
    }
    return 0;
}

static int parent(void *unused)
{
    (void)unused;
    static char stacks[65536];
    for (int i = 0; i < 3; i++)
        clone(child, stacks + sizeof stacks, CLONE_FILES | SIGCHLD, NULL);
    for (;;)
        pause();
    return 0;
}

int main(void)
{
    static char stack[65536];
    int won = 0;
    until = now() + 2;
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    write(p[1], "A", 1);
    for (int i = 0; i < 30; i++) {
        pid_t pid = clone(parent, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        usleep(100 + 20 * i);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    while (now() < until && !won) {
        write(number, "B", 1);
        won = foreign(p[0], 'A');
    }
    end(won, "lost children were counted");
}
