/* No filter can be added in a memory that processes have which do not wait in a vfork: a pipe cannot be made there, by whoever had it before them.
 * It is asked for again at once, and whoever has stood still for the first call must not stand still for ever: else this does not end.
 */
#include "arming.h"

static char stack[65536];
static volatile long turns;

static int turn(void *unused)
{
    end_with_maker();
    for (;; turns++)
        usleep(200);
    return unused != NULL;
}

static int make_and_write(void)
{
    static int won;
    long before;
    pid_t child = vfork();
    if (!child) {
        clone(turn, stack + sizeof stack, CLONE_VM | CLONE_PARENT | SIGCHLD, NULL);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    while (!turns)
        usleep(100);
    for (int i = 0; i < 8 && !won; i++) {
        int p[2];
        if (syscall(SYS_pipe2, p, O_NONBLOCK))
            continue;
        write(p[1], DATA);
        won = foreign(p[0], -1);
        close(p[0]), close(p[1]);
    }
    for (before = turns; turns < before + 3;)
        usleep(100);
    return won;
}

static int attempt(const void *unused) { return make_and_write() + (unused != NULL); }

int main(void)
{
    int won = 0;
    for (int i = 0; i < fewer(3) && !won; i++)
        won = in_child(attempt, NULL);
    end(won, "no pipe was made");
}
