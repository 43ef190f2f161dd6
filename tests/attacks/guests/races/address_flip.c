/* Another thread changes address, count and control of messages to a datagram pair. */
#include "../attack.h"

static int p[2];
static struct iovec v[2] = {{"A", 1}, {"B", 1}};
static volatile struct mmsghdr m[4];
static struct sockaddr_un name = {AF_UNIX, "x"};

static void *flip(void *unused)
{
    for (unsigned i = 0;; i++) {
        volatile struct msghdr *h = &m[i & 3].msg_hdr;
        h->msg_iovlen = 2;
        h->msg_iov = &v[1];
        h->msg_name = &name;
        h->msg_namelen = i & 4 ? 0 : sizeof name;
        h->msg_iov = v;
        h->msg_iovlen = 1;
        h->msg_name = NULL;
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.2);
    pthread_t t;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        sendmmsg(p[1], (struct mmsghdr *)m, 4, MSG_NOSIGNAL);
        sendmsg(p[1], (struct msghdr *)&m[0].msg_hdr, MSG_NOSIGNAL);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
