/* write, writev and pwritev2 of another byte into every kind of pair, with garbage in what the kernel ignores. */
#include "ways.h"

#ifndef RWF_NOWAIT
#define RWF_NOWAIT 8
#endif
#define JUNK 0xdeadbeef00000000UL

static struct iovec one = {"B", 1};

static void plain(int in, int out) { (void)in; write(out, "B", 1); }
static void plain_junk(int in, int out) { (void)in; syscall(SYS_write, JUNK | out, "B", 1L); }
static void negative(int in, int out) { (void)in; syscall(SYS_write, 0xffffffff00000000UL | out, "B", 1L); }
static void vector(int in, int out) { (void)in; writev(out, &one, 1); }
static void vector_junk(int in, int out) { (void)in; syscall(SYS_writev, JUNK | out, &one, 1L); }
static void count_junk(int in, int out) { (void)in; syscall(SYS_writev, out, &one, JUNK | 1); }
static void placed(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, 0L); }
static void placed_high(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0x7654321L, 0L); }
static void placed_junk(int in, int out) { (void)in; syscall(SYS_pwritev2, JUNK | out, &one, 1L, -1L, -1L, JUNK); }
static void at_once(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, (long)RWF_NOWAIT); }
static void quietly(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, 0x100L); }
static void priority(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, 1L); }
static void synced(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, 6L); }
static void appended(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, -1L, 0L, 0x10L); }
static void at_start(int in, int out) { (void)in; syscall(SYS_pwritev2, out, &one, 1L, 0L, 0L, 0L); }
static void further(int in, int out) { (void)in; pwrite(out, "B", 1, 0); pwritev(out, &one, 1, 0); }

static void after_empty(int in, int out)
{
    struct iovec v[4] = {{NULL, 0}, {"A", 1}, {NULL, 0}, {"B", 1}};
    (void)in;
    writev(out, v, 4);
}

static void without_wait(int in, int out)
{
    fcntl(in, F_SETFL, 0);
    fcntl(out, F_SETFL, O_APPEND | O_ASYNC);
    write(out, "B", 1);
    fcntl(in, F_SETFL, O_NONBLOCK);
}

static const struct way ways[] = {
    {"write", ANY, plain}, {"write with junk", ANY, plain_junk}, {"write of a negative number", ANY, negative},
    {"writev", ANY, vector}, {"writev with junk", ANY, vector_junk},
    {"writev of a long count", ANY | MAYBE, count_junk}, {"writev after empty ones", ANY, after_empty},
    {"pwritev2", ANY, placed}, {"pwritev2 with a high word", ANY, placed_high},
    {"pwritev2 with junk", ANY, placed_junk}, {"RWF_NOWAIT", ANY | MAYBE, at_once},
    {"RWF_NOSIGNAL", ANY | MAYBE, quietly}, {"RWF_HIPRI", ANY | MAYBE, priority}, {"RWF_SYNC", ANY | MAYBE, synced},
    {"RWF_APPEND", ANY | MAYBE, appended}, {"pwritev2 at 0", ANY | MAYBE, at_start}, {"pwrite", ANY | MAYBE, further},
    {"a blocking write", ANY, without_wait},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
