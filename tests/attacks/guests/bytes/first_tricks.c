/* First messages that should not count (empty, failed, of impossible length), or hide a second value at their end. */
#include "ways.h"

static char *low; /* a megabyte of 'A', then nothing that is mapped */
static const size_t size = 1 << 20;

static void empty(int in, int out)
{
    struct iovec v = {"", 0};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    renew(in, out);
    write(out, "", 0);
    writev(out, &v, 1);
    writev(out, NULL, 0);
    sendmsg(out, &m, 0);
    send(out, "", 0, 0);
    write(out, "A", 1);
    write(out, "", 0);
    write(out, "B", 1);
}

static void longest_vector(int in, int out)
{
    static struct iovec v[1025];
    renew(in, out);
    for (int i = 0; i < 1025; i++)
        v[i] = (struct iovec){i == 1023 ? "B" : "A", i % 2};
    writev(out, v, 1025);
    writev(out, v, 1024);
}

static void huge(int in, int out)
{
    renew(in, out);
    low[5000] = 'B';
    write(out, low, 1L << 40);
    write(out, low, 0x7fffffff);
    syscall(SYS_write, out, low, 0xffffffff00002000UL);
    low[5000] = 'A';
    write(out, "B", 1);
    write(out, "A", 1);
}

static void huge_vector(int in, int out)
{
    struct iovec v[3] = {{"A", 1}, {low, 0x7ffffffffffffff0L}, {"B", 1}}, w[3] = {
    {"A", 1}, {"B", 1}, {low, 0x7fffffffL},
};
    renew(in, out);
    writev(out, v, 3);
    writev(out, w, 3);
    writev(out, w, 2);
}

static void too_long(int in, int out)
{
    int least = 4096;
    char some[70000];
    renew(in, out);
    setsockopt(out, SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
    write(out, low, size);
    while (read(in, some, sizeof some) > 0)
        ;
    write(out, "B", 1);
    write(out, low, 10);
}

static void past_the_end(int in, int out)
{
    renew(in, out);
    for (int i = 1; i < 20; i++) {
        low[size - 1] = 'B';
        write(out, low + size - i * 700, i * 700);
        low[size - 1] = 'A';
        write(out, low + size - i * 700, i * 700 + 1);
        write(out, low + size, 1);
    }
}

static void from_kernel(int in, int out)
{
    renew(in, out);
    write(out, (void *)0xffffffffff600000UL, 1);
    write(out, (void *)-1L, 1);
    write(out, "B", 1);
    write(out, "A", 1);
}

static void full(int in, int out)
{
    renew(in, out);
    while (write(out, low, 60000) > 0)
        ;
    for (int i = 0; i < 300; i++)
        write(out, "B", 1);
    char some[70000];
    while (read(in, some, sizeof some) > 0)
        ;
    write(out, "B", 1);
    write(out, "A", 1);
}

int main(void)
{
    static void (*const calls[])(int, int) = {empty, longest_vector, huge, huge_vector, too_long, past_the_end, from_kernel, full};
    static const char *const names[] = {
        "empty ones", "the longest vector", "huge counts", "huge vectors", "one too long", "the end of memory",
        "the kernel's half", "a full pair",
    };
    low = mmap((void *)0x20000000, size + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    munmap(low + size, 4096);
    memset(low, 'A', size);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < COUNT(calls); i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2) {
            int p[2];
            make(kind, p);
            calls[i](p[0], p[1]);
            note(names[i], kind_name(kind), 0, other(p[0], 0));
            close(p[0]);
            close(p[1]);
        }
    finish();
}
