/* Urgent bytes (MSG_OOB, Linux 5.15): inline, behind the event byte in one message, looked at, and by every call. */
#include "ways.h"

static void inlined(int in, int out)
{
    int on = 1;
    setsockopt(in, SOL_SOCKET, SO_OOBINLINE, &on, sizeof on);
    send(out, "B", 1, MSG_OOB);
}

/* Puts an urgent byte that came into the ordinary stream of the pair, as a reader would see it. */
static void show(int in, int flags)
{
    char byte = 'A';
    int p[2];
    if (recv(in, &byte, 1, MSG_OOB | flags) == 1 && byte != 'A') {
        make(STREAM, p);
        write(p[1], &byte, 1);
        dup2(p[0], in);
        close(p[0]);
        close(p[1]);
    }
}

static void alone(int in, int out) { send(out, "B", 1, MSG_OOB); show(in, 0); }
static void looked_at(int in, int out) { send(out, "B", 1, MSG_OOB); show(in, MSG_PEEK); }
static void behind(int in, int out) { send(out, "AAB", 3, MSG_OOB); show(in, 0); }
static void more(int in, int out) { send(out, "AB", 2, MSG_OOB | MSG_MORE | MSG_NOSIGNAL); show(in, 0); }
static void before(int in, int out) { (void)in; send(out, "BA", 2, MSG_OOB); }
static void other_end(int in, int out) { send(in, "B", 1, MSG_OOB); show(out, 0); inlined(in, in); dup2(out, in); }

static void message(int in, int out)
{
    struct iovec v[2] = {{"A", 1}, {"B", 1}};
    struct mmsghdr m = {.msg_hdr = {.msg_iov = v, .msg_iovlen = 2}};
    sendmmsg(out, &m, 1, MSG_OOB);
    show(in, 0);
}

static const struct way ways[] = {
    {"inline", STREAM, inlined}, {"alone", STREAM, alone}, {"looked at", STREAM, looked_at},
    {"behind", STREAM, behind}, {"with more", STREAM, more}, {"before", STREAM, before},
    {"from the other end", STREAM, other_end}, {"sendmmsg", STREAM, message},
    {"dgram", (DGRAM | SEQPACKET) | MAYBE, alone},
};

int main(void)
{
    int p[2];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    if (send(p[1], "A", 1, MSG_OOB) < 0 && !traced())
        lacks("no urgent bytes in a unix socket");
    try_ways(ways, COUNT(ways));
    finish();
}
