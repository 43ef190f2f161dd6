/* The calls that give a pair's end a new number, one at a time: prepared, so that the call itself is all that is left. */
#include "arming.h"
#include <linux/openat2.h>

struct maker {
    const char *name;
    int kinds;
    void (*prepare)(int in, int out, struct call *call);
};

static char maker_path[100], maker_place[] = "/tmp/attack-XXXXXX";
static int maker_sockets[2] = {-1, -1}, maker_links = -1, maker_number; /* a number that was not used before */

static void set(struct call *call, int to, long number, long a, long b, long c, long d)
{
    *call = (struct call){number, {a, b, c, d}, to < 0 ? lowest_free() : to};
}

static void plain_dup(int in, int out, struct call *call) { (void)in; set(call, -1, SYS_dup, out, 0, 0, 0); }
static void junk_dup(int in, int out, struct call *call) { (void)in; set(call, -1, SYS_dup, JUNK | out, 0, 0, 0); }
static void second(int in, int out, struct call *call) { (void)in; set(call, maker_number, SYS_dup2, out, maker_number, 0, 0); }

static void junk_second(int in, int out, struct call *call)
{
    (void)in;
    set(call, maker_number, SYS_dup2, JUNK | out, JUNK | maker_number, 0, 0);
}

/* Onto a number that is a file: nothing was free there. */
static void onto_file(int in, int out, struct call *call)
{
    (void)in;
    int null = open("/dev/null", O_WRONLY);
    write(null, DATA);
    set(call, null, SYS_dup2, out, null, 0, 0);
}

static void third(int in, int out, struct call *call)
{
    (void)in;
    set(call, maker_number, SYS_dup3, JUNK | out, JUNK | maker_number, JUNK | O_CLOEXEC, 0);
}

static void command(int in, int out, struct call *call)
{
    (void)in;
    set(call, maker_number, SYS_fcntl, JUNK | out, JUNK | F_DUPFD, maker_number, 0);
}

static void command_cloexec(int in, int out, struct call *call)
{
    (void)in;
    set(call, -1, SYS_fcntl, JUNK | out, JUNK | F_DUPFD_CLOEXEC, 0, 0);
}

static const char *path_to(const char *format, int number)
{
    snprintf(maker_path, sizeof maker_path, format, number);
    return maker_path;
}

static void opened(int in, int out, struct call *call)
{
    (void)in;
    set(call, -1, SYS_open, (long)path_to("/proc/self/fd/%d", out), O_WRONLY, 0, 0);
}

static void opened_both(int in, int out, struct call *call)
{
    (void)out;
    set(call, -1, SYS_open, (long)path_to("/dev/fd/%d", in), JUNK | O_RDWR | O_CLOEXEC, 0, 0);
}

static void opened_at(int in, int out, struct call *call)
{
    (void)out;
    set(call, -1, SYS_openat, JUNK | (unsigned)AT_FDCWD, (long)path_to("/proc/thread-self/fd/%d", in), O_WRONLY | O_APPEND, 0);
}

static void from_directory(int in, int out, struct call *call)
{
    (void)out;
    int directory = open("/proc/self/fd", O_PATH | O_DIRECTORY);
    set(call, -1, SYS_openat, directory, (long)path_to("%d", in), O_WRONLY | O_TRUNC | O_CREAT, 0);
}

static void created(int in, int out, struct call *call)
{
    (void)out;
    set(call, -1, SYS_creat, (long)path_to("/proc/self/fd/%d", in), 0600, 0, 0);
}

static void opened_how(int in, int out, struct call *call)
{
    static const struct open_how how = {.flags = O_WRONLY | O_NONBLOCK};
    (void)out;
    set(call, -1, SYS_openat2, AT_FDCWD, (long)path_to("/proc/self/fd/%d", in), (long)&how, sizeof how);
}

/* A link to a link to the end, in a directory that is removed after the attempt. */
static void linked(int in, int out, struct call *call)
{
    (void)out;
    if (maker_links < 0 && mkdtemp(maker_place)) {
        maker_links = open(maker_place, O_PATH | O_DIRECTORY);
        symlinkat(path_to("/proc/self/fd/%d", in), maker_links, "near");
        symlinkat("near", maker_links, "far");
    }
    set(call, -1, SYS_openat, maker_links, (long)"far", O_WRONLY, 0);
}

static void remove_links(void)
{
    if (maker_links < 0)
        return;
    unlinkat(maker_links, "near", 0);
    unlinkat(maker_links, "far", 0);
    rmdir(maker_place);
}

static void path_only(int in, int out, struct call *call)
{
    (void)out;
    int named = open(path_to("/proc/self/fd/%d", in), O_PATH);
    set(call, -1, SYS_open, (long)path_to("/proc/self/fd/%d", named), O_WRONLY, 0, 0);
}

/* Lets nothing lie in the queue but one message with the end. recv(2) installs no descriptors. */
static void queue(int out)
{
    char byte;
    if (maker_sockets[0] < 0)
        connect_two(maker_sockets);
    while (recv(maker_sockets[0], &byte, 1, MSG_DONTWAIT) > 0)
        ;
    pass(maker_sockets[1], &out, 1);
}

static struct mmsghdr *room_for_one(void)
{
    static char room[CMSG_SPACE(sizeof(int))], byte;
    static struct iovec v = {&byte, 1};
    static struct mmsghdr m;
    m.msg_hdr = (struct msghdr){.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    return &m;
}

static void received(int in, int out, struct call *call)
{
    (void)in;
    queue(out);
    set(call, -1, SYS_recvmsg, JUNK | maker_sockets[0], (long)&room_for_one()->msg_hdr, 0, 0);
}

static void peeked(int in, int out, struct call *call)
{
    (void)in;
    queue(out);
    set(call, -1, SYS_recvmsg, maker_sockets[0], (long)&room_for_one()->msg_hdr, JUNK | MSG_PEEK, 0);
}

static void peeked_again(int in, int out, struct call *call)
{
    (void)in;
    queue(out);
    close(receive(maker_sockets[0], MSG_PEEK));
    set(call, -1, SYS_recvmsg, maker_sockets[0], (long)&room_for_one()->msg_hdr, MSG_PEEK, 0);
}

static void received_many(int in, int out, struct call *call)
{
    (void)in;
    queue(out);
    set(call, -1, SYS_recvmmsg, maker_sockets[0], (long)room_for_one(), 1, MSG_DONTWAIT);
}

static const struct maker makers[] = {
    {"dup", PIPE | STREAM, plain_dup}, {"dup with junk", PIPE | STREAM, junk_dup},
    {"dup2", PIPE | STREAM, second}, {"dup2 with junk", PIPE | STREAM, junk_second},
    {"dup2 onto a file", PIPE | STREAM, onto_file}, {"dup3", PIPE | STREAM, third},
    {"F_DUPFD", PIPE | STREAM, command}, {"F_DUPFD_CLOEXEC", PIPE | STREAM, command_cloexec},
    {"open", PIPE, opened}, {"open of /dev/fd", PIPE, opened_both}, {"openat", PIPE, opened_at},
    {"openat from a directory", PIPE, from_directory}, {"creat", PIPE, created}, {"openat2", PIPE, opened_how},
    {"a chain of links", PIPE, linked}, {"O_PATH", PIPE, path_only}, {"recvmsg", PIPE | STREAM, received},
    {"MSG_PEEK", PIPE | STREAM, peeked}, {"MSG_PEEK again", PIPE | STREAM, peeked_again},
    {"recvmmsg", PIPE | STREAM, received_many},
};

struct attempt {
    const struct maker *maker;
    int kind, rounds;
    void (*use)(const struct call *);
};

/* The end keeps each number that it gets, so that each is a new one. */
static int try_maker(const void *with)
{
    const struct attempt *attempt = with;
    int p[2], through = 0;
    if (make(attempt->kind, p) || write(p[1], "A", 1) != 1)
        return 2;
    for (int round = 0; round < attempt->rounds && !through; round++) {
        struct call call;
        maker_number = 80 + round;
        attempt->maker->prepare(p[0], p[1], &call);
        attempt->use(&call);
        through = other(p[0], 'A');
    }
    remove_links();
    return through;
}

/* Tries every maker on new pairs of every kind it is for, in so many processes and so many times in each; ends the attack. */
__attribute__((unused, noreturn)) static void try_makers(int processes, int rounds, void (*use)(const struct call *))
{
    for (int i = 0; i < COUNT(makers); i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2) {
            struct attempt attempt = {&makers[i], kind, rounds, use};
            int found = 0;
            if (!(makers[i].kinds & kind))
                continue;
            for (int k = 0; k < processes && !found; k++)
                found = in_child(try_maker, &attempt);
            if (found > 1) {
                printf("broken: no A went in for %s to %s\n", makers[i].name, kind_name(kind));
                exit(3);
            }
            note(makers[i].name, kind_name(kind), 0, found);
        }
    finish();
}
