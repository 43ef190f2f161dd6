/* Every trapped call with wrong arguments, on every kind of object, with a table of its own and a shared one. */
#include "guest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#define KERNEL ((void *)-4096L)
#define CMSG_COMPAT 0x80000000L
#define UNKNOWN_RWF 0x40000000L
#define ROW(label, name, ...) row(object, label, SYS(name, __VA_ARGS__))

static struct object {
    const char *name;
    int fd;
} objects[40];
static int count;

static void add(const char *name, int fd)
{
    objects[count++] = (struct object){name, fd};
}

static int end_without_peer(int type)
{
    int ends[2];
    make_pair(ends, type);
    close(ends[1]);
    return ends[0];
}

static void make_objects(bool shared)
{
    int p[2], q[2], s[2], d[2];
    if (shared)
        start_idle_thread();
    signal(SIGPIPE, SIG_IGN);
    make_pipe(p, O_NONBLOCK);
    make_pipe(q, O_NONBLOCK);
    close(q[0]);
    make_pair(s, SOCK_STREAM);
    make_pair(d, SOCK_DGRAM);
    need(mkfifo("fifo", 0600) == 0, "mkfifo");
    close(open("file", O_CREAT | O_WRONLY, 0600));
    add("none", -1);
    add("none of that number", 900);
    add("path of a file", open("file", O_PATH));
    add("path of a device", open("/dev/null", O_PATH));
    add("read-only file", open("file", O_RDONLY));
    add("file", open("file", O_WRONLY));
    add("read end", p[0]);
    add("write end", p[1]);
    add("write end without reader", q[1]);
    add("fifo's read end", open("fifo", O_RDONLY | O_NONBLOCK));
    add("null", open("/dev/null", O_WRONLY));
    add("read-only null", open("/dev/null", O_RDONLY));
    add("zero", open("/dev/zero", O_RDWR));
    add("counter", eventfd(0, EFD_NONBLOCK));
    add("epoll", epoll_create1(0));
    add("udp", socket(AF_INET, SOCK_DGRAM, 0));
    add("tcp", socket(AF_INET, SOCK_STREAM, 0));
    add("unix socket", socket(AF_UNIX, SOCK_STREAM, 0));
    add("stream end", s[0]);
    add("dgram end", d[0]);
    add("stream end without peer", end_without_peer(SOCK_STREAM));
    add("dgram end without peer", end_without_peer(SOCK_DGRAM));
    add("seqpacket end without peer", end_without_peer(SOCK_SEQPACKET));
}

static void row(const struct object *object, const char *label, outcome result)
{
    char text[160];
    snprintf(text, sizeof text, "%s, %s", object->name, label);
    show(text, result);
}

static void wrong_writes(const struct object *object, long fd)
{
    struct iovec good = {payload, 1}, negative = {payload, (size_t)-1}, bad = {BAD, 8};
    ROW("write", write, fd, payload, N(1));
    ROW("write nothing", write, fd, BAD, N(0));
    ROW("write from nowhere", write, fd, BAD, N(8));
    ROW("write from the kernel", write, fd, KERNEL, N(1));
    ROW("writev", writev, fd, &good, N(1));
    ROW("writev of none", writev, fd, BAD, N(0));
    ROW("writev from nowhere", writev, fd, &bad, N(1));
    ROW("writev, bad vector", writev, fd, BAD, N(1));
    ROW("writev, negative length", writev, fd, &negative, N(1));
    ROW("writev, too many", writev, fd, &good, N(1025));
    ROW("writev, -1", writev, fd, &good, -1L);
}

static void wrong_positions(const struct object *object, long fd)
{
    struct iovec good = {payload, 1};
    ROW("at 0", pwritev2, fd, &good, N(1), 0L, 0L, 0L);
    ROW("at -1", pwritev2, fd, &good, N(1), -1L, 0L, 0L);
    ROW("at -5", pwritev2, fd, &good, N(1), -5L, 0L, 0L);
    ROW("at 0, bad vector", pwritev2, fd, BAD, N(1), 0L, 0L, 0L);
    ROW("at -1, bad vector", pwritev2, fd, BAD, N(1), -1L, 0L, 0L);
    ROW("at 0, -1 of them", pwritev2, fd, &good, -1L, 0L, 0L, 0L);
    ROW("at -1, -1 of them", pwritev2, fd, &good, -1L, -1L, 0L, 0L);
    ROW("at -1, flags", pwritev2, fd, &good, N(1), -1L, 0L, UNKNOWN_RWF);
    ROW("at 0, flags", pwritev2, fd, &good, N(1), 0L, 0L, UNKNOWN_RWF);
}

static void wrong_sends(const struct object *object, long fd)
{
    struct iovec one = {payload, 1};
    struct msghdr good = {.msg_iov = &one, .msg_iovlen = 1}, many = {.msg_iov = &one, .msg_iovlen = 1025};
    struct msghdr nameless = {.msg_iov = &one, .msg_iovlen = 1, .msg_name = BAD, .msg_namelen = 8};
    struct mmsghdr several[2] = {{good, 0}, {many, 0}};
    long quiet = MSG_NOSIGNAL | MSG_DONTWAIT;
    ROW("sendto", sendto, fd, payload, N(1), quiet, NULL, 0L);
    ROW("sendto from the kernel", sendto, fd, KERNEL, N(1), quiet, NULL, 0L);
    ROW("sendto from nowhere", sendto, fd, BAD, N(1), quiet, NULL, 0L);
    ROW("sendto nowhere", sendto, fd, payload, N(1), quiet, BAD, 16L);
    ROW("sendto, long address", sendto, fd, payload, N(1), quiet, payload, 200L);
    ROW("sendmsg", sendmsg, fd, &good, quiet);
    ROW("sendmsg, bad header", sendmsg, fd, BAD, quiet);
    ROW("sendmsg, bad address", sendmsg, fd, &nameless, quiet);
    ROW("sendmsg, too many", sendmsg, fd, &many, quiet);
    ROW("sendmsg, compat", sendmsg, fd, &good, quiet | CMSG_COMPAT);
    ROW("sendmmsg", sendmmsg, fd, several, N(2), quiet);
    ROW("sendmmsg, bad vector", sendmmsg, fd, BAD, N(1), quiet);
    ROW("sendmmsg of none", sendmmsg, fd, BAD, N(0), quiet);
    ROW("sendmmsg, compat", sendmmsg, fd, several, N(1), quiet | CMSG_COMPAT);
}

static void wrong_transfers(const struct object *object, long fd)
{
    static int source[2];
    struct iovec one = {payload, 1};
    if (!source[1])
        make_pipe(source, O_NONBLOCK);
    ROW("splice nothing", splice, source[0], NULL, fd, NULL, N(0), 0L);
    ROW("splice, flags", splice, source[0], NULL, fd, NULL, N(1), 0x100L);
    ROW("splice from none", splice, -1L, NULL, fd, NULL, N(0), 0L);
    ROW("tee nothing", tee, source[0], fd, N(0), 0L);
    ROW("tee nothing, flags", tee, source[0], fd, N(0), 0x100L);
    ROW("vmsplice, flags", vmsplice, fd, &one, N(1), 0x100L);
}

static void wrong_names(const struct object *object, long fd)
{
    struct sockaddr_in none = {.sin_family = 77};
    int one = 1;
    ROW("bind, bad address", bind, fd, BAD, 16L);
    ROW("bind, long address", bind, fd, payload, 200L);
    ROW("bind, negative length", bind, fd, payload, -1L);
    ROW("bind, no length", bind, fd, payload, 0L);
    ROW("bind, unknown family", bind, fd, &none, (long)sizeof none);
    ROW("connect, bad address", connect, fd, BAD, 16L);
    ROW("connect, long address", connect, fd, payload, 200L);
    ROW("connect, negative length", connect, fd, payload, -1L);
    ROW("connect, no length", connect, fd, payload, 0L);
    ROW("connect, unknown family", connect, fd, &none, (long)sizeof none);
    ROW("option, bad pointer", setsockopt, fd, SOL_SOCKET, SO_PASSCRED, BAD, 4L);
    ROW("option, short", setsockopt, fd, SOL_SOCKET, SO_PASSCRED, &one, 3L);
    ROW("option, negative length", setsockopt, fd, SOL_SOCKET, SO_PASSCRED, &one, -1L);
}

static void each(bool shared, void (*wrong)(const struct object *, long))
{
    make_objects(shared);
    for (int i = 0; i < count; i++)
        wrong(&objects[i], objects[i].fd);
}

CASE(wrong_writes_in_a_private_table)
{
    each(false, wrong_writes);
}

CASE(wrong_writes_in_a_shared_table)
{
    each(true, wrong_writes);
}

CASE(wrong_positions_in_a_private_table)
{
    each(false, wrong_positions);
}

CASE(wrong_positions_in_a_shared_table)
{
    each(true, wrong_positions);
}

CASE(wrong_sends_in_a_private_table)
{
    each(false, wrong_sends);
}

CASE(wrong_sends_in_a_shared_table)
{
    each(true, wrong_sends);
}

CASE(wrong_transfers_in_a_private_table)
{
    each(false, wrong_transfers);
}

CASE(wrong_transfers_in_a_shared_table)
{
    each(true, wrong_transfers);
}

CASE(wrong_names_in_a_private_table)
{
    each(false, wrong_names);
}

CASE(wrong_names_in_a_shared_table)
{
    each(true, wrong_names);
}

CASE(wrong_makings)
{
    static const int families[] = {0, AF_UNIX, AF_INET, AF_INET6, 16, 17};
    static const int types[] = {0, SOCK_STREAM, SOCK_RAW, 9, 75, SOCK_STREAM | 0x100};
    int ends[2];
    char label[80];
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (size_t k = 0; k < sizeof types / sizeof *types; k++)
            for (long protocol = 0; protocol < 3; protocol++) {
                snprintf(label, sizeof label, "socketpair %d %d %ld", families[i], types[k], protocol);
                outcome result = SYS(socketpair, families[i], types[k], protocol, ends);
                show(label, result);
            }
    show("socketpair of no place", SYS(socketpair, AF_UNIX, SOCK_STREAM, 0, BAD));
    show("socketpair of a family that is none, flags", SYS(socketpair, 77, SOCK_STREAM | 0x100, 0, ends));
    show("pipe of no place", SYS(pipe, BAD));
    show("pipe2, 0xDEAD", SYS(pipe2, ends, 0xDEADL));
    show("pipe2, 1", SYS(pipe2, ends, 1L));
    show("pipe2, 0x81", SYS(pipe2, ends, 0x81L));
    show("pipe2 of no place", SYS(pipe2, BAD, 0L));
}
