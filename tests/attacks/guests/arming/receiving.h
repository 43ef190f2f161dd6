/* A recvmsg(2) without room for descriptors, from a number that names no UNIX socket, and what siblings put there in that moment.
 *
 * A message that was judged with a UNIX socket in place has all writes trapped from then on. So a round begins with what comes too
 * late, and each next one comes sooner.
 */
#include "arming.h"
#include <netinet/in.h>
#include <time.h>

enum { ROUNDS = 24, LATEST = 460, SOONER = 20 /* microseconds */ };

static int harmless, listener, sender = -1, from, ends[2];
static volatile int over, turn, done, exchanged;
static char room[CMSG_SPACE(sizeof(int))];
static char bytes[64];
static struct iovec buffers[2] = {{bytes, 8}, {bytes + 8, 8}};
static volatile struct msghdr message;

/* What is done by whoever waits for his moment. */
static void (*meanwhile)(void);

static void spin(unsigned microseconds)
{
    struct timespec begun, now;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    do {
        if (meanwhile)
            meanwhile();
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (!over && (now.tv_sec - begun.tv_sec) * 1000000L + (now.tv_nsec - begun.tv_nsec) / 1000 < microseconds);
}

/* The message as it looks harmless. */
static void make_plain(void)
{
    message = (struct msghdr){.msg_iov = buffers, .msg_iovlen = 1};
}

/* It takes a descriptor. */
__attribute__((unused)) static void make_room(void)
{
    message.msg_control = room;
    message.msg_controllen = sizeof room;
}

/* A UNIX socket, whose queue has an end, waits to be accepted. */
static void send_end(void)
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    getsockname(listener, (struct sockaddr *)&name, &size);
    int next = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(next, (struct sockaddr *)&name, size);
    pass(next, &ends[1], 1);
    dup2(next, sender);
    close(next);
}

/* What came in the message is written to. */
static void write_to_it(void)
{
    struct cmsghdr *first = (struct cmsghdr *)room;
    int got = *(int *)CMSG_DATA(first);
    if (first->cmsg_type != SCM_RIGHTS || got < 0)
        return;
    write(got, DATA);
    close(got);
}

/* One shot. */
static void receive_once(int flags)
{
    memset(room, -1, sizeof room);
    recvmsg(from, (struct msghdr *)&message, flags);
    write_to_it();
    done = turn;
}

/* The next turn, when it is time to exchange something in it; 0 if there is none any more. */
static int next_turn(int seen)
{
    while (!over && turn == seen)
        if (meanwhile)
            meanwhile();
    spin(LATEST - turn * SOONER % LATEST + getpid() * 7 % SOONER);
    return over ? 0 : turn;
}

/* The socket under the number is another one: neither call is trapped. Nothing lower may be free. */
static void exchange(void)
{
    close(from);
    accept(listener, NULL, NULL);
    write(from + 1, DATA);
    exchanged = turn;
}

/* One shot, or, in the last turn, so many that it needs no luck. */
__attribute__((unused)) static void shoot(int flags, int is_last)
{
    dup2(harmless, from);
    make_plain();
    send_end();
    turn++;
    receive_once(flags);
    while (exchanged != turn)
        ;
    for (int i = 0; is_last && i < 50; i++)
        receive_once(flags);
}

/* An end, and what it takes to be sent; `from` names a socket that brings none, and is the last number in use. */
static int prepare(int netlink)
{
    struct sockaddr_un name = {AF_UNIX, ""};
    struct sockaddr_in inet = {.sin_family = AF_INET};
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    listen(listener, 2 * ROUNDS);
    sender = dup(listener);
    harmless = netlink ? -1 : socket(AF_INET, SOCK_DGRAM, 0);
    if (harmless < 0)
        harmless = socket(AF_NETLINK, SOCK_RAW, 0);
    else
        bind(harmless, (struct sockaddr *)&inet, sizeof inet);
    if (make(getpid() & 2 ? STREAM : PIPE, ends) || write(ends[1], "A", 1) != 1)
        return 0;
    make_plain();
    from = dup(harmless);
    return harmless >= 0 && from >= 0;
}
