/* sendmmsg with empty messages first, too many of them, garbage in the count, and a bad address in between.
 * long
 */
#include "ways.h"

static struct iovec good = {"A", 1}, none = {NULL, 0}, bad = {(void *)8, 1}, one = {"B", 1};

static void batch(int out, struct iovec **parts, int count)
{
    struct mmsghdr m[8] = {0};
    for (int i = 0; i < count; i++)
        m[i].msg_hdr = (struct msghdr){.msg_iov = parts[i], .msg_iovlen = 1};
    for (int from = 0; from < count; from++)
        sendmmsg(out, m + from, count - from, 0);
}

static void after_good(int in, int out) { (void)in; batch(out, (struct iovec *[]){&good, &good, &one}, 3); }
static void after_empty(int in, int out) { (void)in; batch(out, (struct iovec *[]){&none, &good, &none, &one}, 4); }
static void after_bad(int in, int out) { (void)in; batch(out, (struct iovec *[]){&good, &bad, &one, &good}, 4); }

static void last_of_all(int in, int out)
{
    static struct mmsghdr m[1030];
    for (int i = 0; i < 1030; i++)
        m[i].msg_hdr = (struct msghdr){.msg_iov = i == 1023 || i == 9 ? &one : &none, .msg_iovlen = 1};
    (void)in;
    for (int from = 0; from < 1024; from += 9 * (100 / fewer(100)))
        syscall(SYS_sendmmsg, out, m + from, 0xffffffff00000402UL, 0L);
}

static void control_of_nothing(int in, int out)
{
    struct cmsghdr short_one = {.cmsg_len = 3};
    struct msghdr m = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = &short_one, .msg_controllen = 4};
    (void)in;
    sendmsg(out, &m, 0);
}

static const struct way ways[] = {
    {"a batch", SOCKETS, after_good}, {"a batch with empty ones", SOCKETS, after_empty},
    {"a batch with a bad one", SOCKETS, after_bad}, {"the last of a batch too long", SOCKETS, last_of_all},
    {"a message with half a header", SOCKETS, control_of_nothing},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
