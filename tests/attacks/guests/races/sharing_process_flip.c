/* A process that shares only the descriptor table puts a pair under the number of every kind of write to something else. */
#include "../attack.h"

static int p[2], s[2], null, number = 40;

static int flip(void *unused)
{
    (void)unused;
    end_with_maker();
    for (;;) {
        dup2(null, number);
        dup2(p[1], number);
        dup2(null, number);
        dup2(s[1], number);
        close(number);
    }
    return 0;
}

int main(void)
{
    double until = tries_until(1.5);
    static char stack[65536];
    struct iovec v = {"B", 1};
    int won = 0;
    signal(SIGPIPE, SIG_IGN);
    pipe2(p, O_NONBLOCK);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s);
    null = open("/dev/full", O_WRONLY);
    write(p[1], "A", 1);
    write(s[1], "A", 1);
    pid_t pid = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    while (now() < until && !won) {
        write(number, "B", 1);
        writev(number, &v, 1);
        pwritev2(number, &v, 1, -1, 0);
        send(number, "B", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        won = foreign(p[0], 'A') || foreign(s[0], 'A');
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, __WALL);
    end(won, "only the event byte came out");
}
