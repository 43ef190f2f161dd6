/* Socket pairs are free, pipes are not: what a free pair holds is moved into a pipe, or a pipe's end goes through it.
 * policy: --pipe allow-events --socketpair allow
 */
#include "ways.h"

static void from(int kind, int out)
{
    int p[2];
    make(kind, p);
    write(p[1], "AB", 2);
    splice(p[0], NULL, out, NULL, 2, SPLICE_F_NONBLOCK);
    close(p[0]);
    close(p[1]);
}

static void from_stream(int in, int out) { (void)in; from(STREAM, out); }
static void from_messages(int in, int out) { (void)in; from(SEQPACKET, out); from(DGRAM, out); }

static void passed(int in, int out)
{
    int p[2], got = -1;
    char room[CMSG_SPACE(sizeof(int))] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    (void)in;
    make(STREAM, p);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    *c = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(c), &out, sizeof out);
    sendmsg(p[1], &m, 0);
    recvmsg(p[0], &m, 0);
    if (CMSG_FIRSTHDR(&m))
        memcpy(&got, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof got);
    write(got, "B", 1);
    close(got);
    close(p[0]);
    close(p[1]);
}

static const struct way ways[] = {
    {"splice of a stream", PIPE, from_stream}, {"splice of messages", PIPE | MAYBE, from_messages},
    {"a passed end", PIPE, passed},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
