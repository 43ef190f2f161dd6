/* sendmmsg whose second message carries another byte. */
#include "../attack.h"

int main(void)
{
    int p[2];
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    struct iovec v[2] = {{"A", 1}, {"B", 1}};
    struct mmsghdr m[2] = {{.msg_hdr = {.msg_iov = &v[0], .msg_iovlen = 1}}, {.msg_hdr = {.msg_iov = &v[1], .msg_iovlen = 1}}};
    sendmmsg(out, m, 2, 0);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
