/* sendto, sendmsg and sendmmsg of another byte with every flag there is, and with garbage around them. */
#include "ways.h"

#define JUNK 0xabcdef0100000000UL

static unsigned flag;
static struct iovec one = {"B", 1};
static struct mmsghdr message = {.msg_hdr = {.msg_iov = &one, .msg_iovlen = 1}};

static void addressed(int in, int out)
{
    (void)in;
    syscall(SYS_sendto, JUNK | out, "B", 1L, JUNK | flag, NULL, JUNK | 7);
}

static void sent(int in, int out) { (void)in; syscall(SYS_sendmsg, JUNK | out, &message.msg_hdr, JUNK | flag); }
static void many(int in, int out) { (void)in; syscall(SYS_sendmmsg, JUNK | out, &message, JUNK | 1, JUNK | flag); }

static void nowhere(int in, int out)
{
    struct msghdr m = {.msg_name = &m, .msg_iov = &one, .msg_iovlen = 1, .msg_flags = -1, .msg_control = &m};
    (void)in;
    sendmsg(out, &m, flag);
}

int main(void)
{
    static char names[32][4][30];
    static void (*const calls[])(int, int) = {addressed, sent, many, nowhere};
    for (int bit = -1; bit < 32; bit++) {
        struct way ways[4];
        flag = bit < 0 ? 0 : 1u << bit;
        if (flag == MSG_OOB)
            continue;
        int known = bit < 0 || flag & (MSG_EOR | MSG_MORE | MSG_NOSIGNAL | MSG_DONTWAIT | MSG_CONFIRM | MSG_DONTROUTE | MSG_ZEROCOPY);
        for (int i = 0; i < 4; i++) {
            snprintf(names[bit & 31][i], 30, "call %d with flag %#x", i, flag);
            ways[i] = (struct way){names[bit & 31][i], SOCKETS | (known ? 0 : MAYBE), calls[i]};
        }
        try_ways(ways, 4);
    }
    finish();
}
