/* Calls whose number has garbage in the high half of rax, and other registers full of garbage. */
#include "ways.h"

static long raw(unsigned long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return result;
}

#define JUNK 0x1234567800000000UL

static struct iovec one = {"B", 1};
static struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1};
static struct mmsghdr messages = {.msg_hdr = {.msg_iov = &one, .msg_iovlen = 1}};

static void plain(int in, int out) { raw(JUNK | SYS_write, JUNK | out, (long)"B", 1, in, -1, -1); }
static void vector(int in, int out) { raw(JUNK | SYS_writev, out, (long)&one, 1, in, -1, -1); }
static void placed(int in, int out) { (void)in; raw(JUNK | SYS_pwritev2, out, (long)&one, 1, -1, -1, 0); }
static void addressed(int in, int out) { (void)in; raw(JUNK | SYS_sendto, JUNK | out, (long)"B", 1, 0, 0, -1); }
static void sent(int in, int out) { raw(JUNK | SYS_sendmsg, out, (long)&message, JUNK, in, -1, -1); }
static void many(int in, int out) { raw(JUNK | SYS_sendmmsg, out, (long)&messages, JUNK | 1, JUNK, in, -1); }

static void spliced(int in, int out)
{
    int file = memfd_create("x", 0);
    (void)in;
    write(file, "B", 1);
    lseek(file, 0, SEEK_SET);
    raw(JUNK | SYS_splice, JUNK | file, 0, JUNK | out, 0, 1, JUNK);
    close(file);
}

static void filed(int in, int out)
{
    int file = memfd_create("x", 0);
    (void)in;
    write(file, "B", 1);
    lseek(file, 0, SEEK_SET);
    raw(JUNK | SYS_sendfile, JUNK | out, JUNK | file, 0, 1, -1, -1);
    close(file);
}

static const struct way ways[] = {
    {"write", ANY, plain}, {"writev", ANY, vector}, {"pwritev2", ANY, placed}, {"sendto", SOCKETS, addressed},
    {"sendmsg", SOCKETS, sent}, {"sendmmsg", SOCKETS, many}, {"splice", PIPE, spliced}, {"sendfile", ANY, filed},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
