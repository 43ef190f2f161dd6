/* Another thread changes the msghdr of a sendmsg: iovecs, address and control length. */
#include "../attack.h"

static int p[2];
static struct iovec good = {"A", 1}, bad = {"B", 1};
static volatile struct msghdr m;

static void *flip(void *unused)
{
    for (;;) {
        m.msg_iov = &bad;
        m.msg_iovlen = 1;
        m.msg_controllen = 8;
        m.msg_control = &bad;
        m.msg_iov = &good;
        m.msg_controllen = 0;
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        sendmsg(p[1], (struct msghdr *)&m, MSG_NOSIGNAL);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
