/* The x32 numbers of the calls that write to pairs and make them; few kernels have these calls. */
#include "ways.h"

#define X32 0x40000000UL

static struct iovec one = {"B", 1};
static struct { unsigned base, size; } short_one;

static void written(int in, int out) { (void)in; syscall(X32 | SYS_write, out, "B", 1L); }
static void vector(int in, int out) { (void)in; syscall(X32 | 516, out, &short_one, 1L); }
static void native_vector(int in, int out) { (void)in; syscall(X32 | SYS_writev, out, &one, 1L); }
static void addressed(int in, int out) { (void)in; syscall(X32 | SYS_sendto, out, "B", 1L, 0L, 0L, 0L); }
static void placed(int in, int out) { (void)in; syscall(X32 | 547, out, &short_one, 1L, -1L, 0L); }
static void junk(int in, int out) { (void)in; syscall(0x7700000000UL | X32 | SYS_write, out, "B", 1L); }

static void piped(int in, int out)
{
    int p[2] = {-1, -1};
    (void)in;
    if (syscall(X32 | SYS_pipe2, p, O_NONBLOCK) == 0) {
        syscall(X32 | SYS_write, p[1], "AB", 2L);
        syscall(X32 | SYS_splice, p[0], NULL, out, NULL, 2L, 0L);
    }
}

static const struct way ways[] = {
    {"write", ANY, written}, {"writev", ANY, vector}, {"the native writev", ANY | MAYBE, native_vector},
    {"sendto", SOCKETS, addressed}, {"pwritev2", ANY | MAYBE, placed}, {"write with junk", ANY, junk},
    {"a pipe", PIPE, piped},
};

int main(void)
{
    char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    low[0] = 'B';
    short_one.base = (unsigned)(uintptr_t)low;
    short_one.size = 1;
    if (syscall(X32 | SYS_getpid) != getpid() && !traced())
        lacks("no x32 calls");
    try_ways(ways, COUNT(ways));
    finish();
}
