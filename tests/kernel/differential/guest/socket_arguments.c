/* Odd and wrong arguments to the calls on socketpairs. */
#include "guest.h"

static int s[2];

static void received(void)
{
    drain_messages("peer", s[1]);
}

CASE3(bad_buffer)
{
    struct iovec mixed[] = {{payload, 100}, {BAD, 100}};
    make_pair(s, type);
    show("NULL", SYS(write, s[0], NULL, N(1)));
    show("unmapped", SYS(sendto, s[0], BAD, N(5), 0L, NULL, 0L));
    show("kernel", SYS(sendto, s[0], -4096L, N(5), 0L, NULL, 0L));
    show("100 + bad", SYS(writev, s[0], mixed, N(2)));
    show("straddling", SYS(write, s[0], page_edge(100), N(200)));
    show("straddling pages", SYS(write, s[0], page_edge(3 * PAGE), N(5 * PAGE)));
    received();
}

CASE3(bad_buffer_far_behind)
{
    make_pair(s, type);
    show("100000 + bad", SYS(write, s[0], page_edge(100000), N(150000)));
    received();
}

CASE3(huge_count)
{
    make_pair(s, type);
    show("all bits", SYS(sendto, s[0], page_edge(MIB), -1L, (long)MSG_DONTWAIT, NULL, 0L));
    show("3 GiB", SYS(sendto, s[0], page_edge(PAGE), 3L << 30, (long)MSG_DONTWAIT, NULL, 0L));
    received();
}

CASE3(bad_header)
{
    make_pair(s, type);
    show("NULL", SYS(sendmsg, s[0], NULL, 0L));
    show("unmapped", SYS(sendmsg, s[0], BAD, 0L));
    show("straddling", SYS(sendmsg, s[0], page_edge(20), 0L));
    show("closed", SYS(sendmsg, 200L, NULL, 0L));
    show("many, unmapped", SYS(sendmmsg, s[0], BAD, 2L, 0L));
    show("many, closed", SYS(sendmmsg, 200L, BAD, 2L, 0L));
    show("compat flag", SYS(sendmsg, s[0], NULL, 0x80000000L));
    received();
}

CASE3(bad_array)
{
    static struct iovec many[1025];
    struct msghdr header = {.msg_iov = many, .msg_iovlen = 1025};
    make_pair(s, type);
    for (int i = 0; i < 1025; i++)
        many[i] = (struct iovec){payload, 2};
    show("1025", SYS(sendmsg, s[0], &header, 0L));
    show("writev 1025", SYS(writev, s[0], many, N(1025)));
    header.msg_iovlen = 1024;
    show("1024", SYS(sendmsg, s[0], &header, 0L));
    header.msg_iovlen = SIZE_MAX;
    show("all bits", SYS(sendmsg, s[0], &header, 0L));
    header = (struct msghdr){.msg_iov = BAD, .msg_iovlen = 1};
    show("unmapped", SYS(sendmsg, s[0], &header, 0L));
    header = (struct msghdr){.msg_iov = NULL, .msg_iovlen = 0};
    show("NULL of 0", SYS(sendmsg, s[0], &header, 0L));
    many[1].iov_len = (size_t)-1;
    header = (struct msghdr){.msg_iov = many, .msg_iovlen = 2};
    show("negative length", SYS(sendmsg, s[0], &header, 0L));
    received();
}

CASE3(control_absent)
{
    struct iovec iov = {payload, 5};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1};
    make_pair(s, type);
    show("NULL, 0", SYS(sendmsg, s[0], &header, 0L));
    header.msg_control = payload;
    show("pointer, 0", SYS(sendmsg, s[0], &header, 0L));
    header.msg_control = BAD;
    show("bad pointer, 0", SYS(sendmsg, s[0], &header, 0L));
    received();
}

CASE3(control_malformed)
{
    char room[64] = {0};
    struct iovec iov = {payload, 5};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = BAD, .msg_controllen = 32};
    make_pair(s, type);
    show("unmapped", SYS(sendmsg, s[0], &header, 0L));
    header.msg_control = NULL;
    show("NULL with length", SYS(sendmsg, s[0], &header, 0L));
    header.msg_control = room;
    header.msg_controllen = 8;
    show("too short for a header", SYS(sendmsg, s[0], &header, 0L));
    header.msg_controllen = SIZE_MAX;
    show("all bits", SYS(sendmsg, s[0], &header, 0L));
    header.msg_controllen = 16;
    show("length 0 inside", SYS(sendmsg, s[0], &header, 0L));
    received();
}

CASE3(address_malformed)
{
    struct iovec iov = {payload, 5};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_name = payload, .msg_namelen = 0};
    make_pair(s, type);
    show("pointer, 0", SYS(sendmsg, s[0], &header, 0L));
    header.msg_name = NULL;
    header.msg_namelen = 16;
    show("NULL with length", SYS(sendmsg, s[0], &header, 0L));
    header.msg_namelen = (socklen_t)-1;
    show("NULL, negative", SYS(sendmsg, s[0], &header, 0L));
    header.msg_name = payload;
    show("negative", SYS(sendmsg, s[0], &header, 0L));
    header.msg_name = BAD;
    header.msg_namelen = 16;
    show("unmapped", SYS(sendmsg, s[0], &header, 0L));
    show("sendto unmapped", SYS(sendto, s[0], payload, N(5), 0L, BAD, 16L));
    show("sendto too long", SYS(sendto, s[0], payload, N(5), 0L, payload, 1000L));
    received();
}

/* Stream: EISCONN. Seqpacket ignores the address. Dgram would reach any named socket. */
CASE3(address_given)
{
    struct sockaddr_un address;
    struct iovec iov = {payload, 6};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_name = &address, .msg_namelen = sizeof address};
    make_pair(s, type);
    name_socket(&address, "nobody");
    show("sendto", SYS(sendto, s[0], payload, N(5), 0L, &address, sizeof address));
    show("sendmsg", SYS(sendmsg, s[0], &header, 0L));
    received();
}

CASE3(wrong_descriptor)
{
    make_pair(s, type);
    int closed = dup(s[0]);
    close(closed);
    show("closed", SYS(sendto, closed, payload, N(5), 0L, NULL, 0L));
    show("-1", SYS(sendto, -1L, payload, N(5), 0L, NULL, 0L));
    show("closed, bad header", SYS(sendmsg, closed, BAD, 0L));
    show("path only", SYS(sendto, open("/", O_PATH), payload, N(5), 0L, NULL, 0L));
    show("a file", SYS(sendto, open("/proc/self/status", O_RDONLY), payload, N(5), 0L, NULL, 0L));
    received();
}

CASE(socketpair_variants)
{
    int types[] = {SOCK_STREAM | SOCK_NONBLOCK, SOCK_DGRAM | SOCK_CLOEXEC, SOCK_RAW, SOCK_RDM, SOCK_PACKET, 77};
    for (int i = 0; i < 6; i++) {
        char label[16];
        snprintf(label, sizeof label, "type %x", (unsigned)types[i]);
        show(label, SYS(socketpair, (long)AF_UNIX, (long)types[i], 0L, s));
    }
    show("protocol 1", SYS(socketpair, (long)AF_UNIX, (long)SOCK_STREAM, 1L, s));
    show("protocol 2", SYS(socketpair, (long)AF_UNIX, (long)SOCK_STREAM, 2L, s));
    show("bad pointer", SYS(socketpair, (long)AF_UNIX, (long)SOCK_STREAM, 0L, BAD));
    show("pipe bad pointer", SYS(pipe, BAD));
    show("pipe2 bad flags", SYS(pipe2, s, 1L));
    show("dup lowest", SYS(dup, 0L));
}

CASE(socket_raw_pair_is_dgram)
{
    make_pair(s, SOCK_RAW);
    show("5", SYS(write, s[0], payload, N(5)));
    show("6", SYS(write, s[0], payload, N(6)));
    received();
}
