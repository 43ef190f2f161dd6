/* Another thread changes the vector of a sendmmsg while it runs. */
#include "../attack.h"

static int p[2];
static struct iovec good = {"A", 1}, bad = {"B", 1};
static volatile struct mmsghdr m[8];

static void *flip(void *unused)
{
    for (;;) {
        for (int i = 0; i < 8; i++)
            m[i].msg_hdr.msg_iov = &bad;
        for (int i = 0; i < 8; i++)
            m[i].msg_hdr.msg_iov = &good;
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        for (int i = 0; i < 8; i++)
            m[i].msg_hdr.msg_iovlen = 1;
        sendmmsg(p[1], (struct mmsghdr *)m, 8, 0);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
