/* A stream socketpair whose registration is hidden (its creator dies of it) has one end named with SO_PASSCRED and
 * connect(); the other end then looks like an ordinary client of a named socket and is written to freely.
 * dies
 */
#include "../attack.h"

static volatile int sv[2];

static int type;

static int creator(void *unused)
{
    socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, (int *)sv);
    for (;;)
        pause();
    return unused != NULL;
}

static void *flip(void *unused)
{
    for (;;)
        sv[0] = sv[1] = -1;
    return unused;
}

int main(void)
{
    static char stack[65536];
    struct sockaddr_un name = {AF_UNIX, "x"};
    int on = 1;
    pthread_t t;
    signal(SIGPIPE, SIG_IGN);
    pthread_create(&t, NULL, flip, NULL);
    for (double until = tries_until(1.5); now() < until;) {
        int a = dup(0), b = dup(0);
        type = type == SOCK_STREAM ? SOCK_SEQPACKET : SOCK_STREAM;
        close(a);
        close(b);
        pid_t pid = clone(creator, stack + sizeof stack, CLONE_FILES | CLONE_VM | SIGCHLD, NULL);
        usleep(20000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        setsockopt(a, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
        connect(a, (struct sockaddr *)&name, sizeof name);
        write(b, "A", 1);
        write(b, "B", 1);
        if (foreign(a, 0))
            end(1, "");
        close(a);
        close(b);
    }
    end(0, "a pair nobody saw being made stays refused");
}
