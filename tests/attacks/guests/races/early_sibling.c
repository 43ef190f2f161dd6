/* A process that shares the table writes into each new pair before its creation is registered.
 * dies
 */
#include "../attack.h"

static int first, second;

static int hurry(void *unused)
{
    (void)unused;
    end_with_maker();
    for (;;) {
        write(second, "B", 1);
        send(first, "C", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    return 0;
}

int main(void)
{
    double until = tries_until(1.5);
    static char stack[65536];
    int won = 0;
    signal(SIGPIPE, SIG_IGN);
    first = dup(0);
    second = dup(0);
    close(first);
    close(second);
    pid_t pid = clone(hurry, stack + sizeof stack, CLONE_FILES | CLONE_VM | SIGCHLD, NULL);
    for (int round = 0; now() < until && !won; round++) {
        int p[2] = {first, second};
        if (round & 1 ? pipe2(p, O_NONBLOCK) : socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p))
            continue;
        write(p[1], "A", 1);
        write(p[1], "D", 1);
        won = foreign(p[0], 0);
        close(p[0]);
        close(p[1]);
    }
    kill(pid, SIGKILL);
    end(won, "each pair had one value");
}
