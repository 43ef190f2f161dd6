/* Every native way to make a pair, with the garbage that the kernel ignores: made, it must carry a byte. */
#include "ways.h"

#define JUNK 0xdead000100000000UL

struct maker {
    const char *name;
    int maybe;
    int (*make)(int p[2]);
};

static int old_pipe(int p[2]) { return syscall(SYS_pipe, p); }
static int pipe_junk(int p[2]) { return syscall(SYS_pipe2, p, JUNK | O_CLOEXEC, -1L, -1L); }
static int packets(int p[2]) { return pipe2(p, O_DIRECT | O_NONBLOCK | O_CLOEXEC); }
static int high_pipe(int p[2]) { return syscall(JUNK | SYS_pipe, p); }

static int notification(int p[2]) { return pipe2(p, O_EXCL); }

static int int_pipe(int p[2])
{
    long *low = mmap((void *)0x30000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(42L), "b"(low) : "memory", "r8", "r9", "r10", "r11");
    memcpy(p, low, 2 * sizeof *p);
    return result ? -1 : 0;
}

static int stream(int p[2]) { return socketpair(AF_UNIX, SOCK_STREAM, 0, p); }
static int dgram(int p[2]) { return socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, p); }
static int seqpacket(int p[2]) { return socketpair(AF_UNIX, SOCK_SEQPACKET, AF_UNIX, p); }
static int raw_pair(int p[2]) { return socketpair(AF_UNIX, SOCK_RAW, 0, p); }

static int junk_pair(int p[2])
{
    return syscall(JUNK | SYS_socketpair, JUNK | AF_UNIX, JUNK | SOCK_STREAM, JUNK | 1, p);
}

static int cluster_pair(int p[2]) { return socketpair(30 /* AF_TIPC */, SOCK_STREAM, 0, p); }
static int cluster_messages(int p[2]) { return socketpair(30 /* AF_TIPC */, SOCK_SEQPACKET, 0, p); }

__attribute__((unused)) static const struct maker pipes[] = {
    {"pipe", 0, old_pipe}, {"pipe2 with junk", 0, pipe_junk}, {"pipe2 of packets", 0, packets},
    {"pipe with a long number", 0, high_pipe}, {"a notification pipe", MAYBE, notification},
    {"int 0x80", MAYBE, int_pipe},
};

__attribute__((unused)) static const struct maker pairs[] = {
    {"stream", 0, stream}, {"dgram", 0, dgram}, {"seqpacket", 0, seqpacket}, {"raw", 0, raw_pair},
    {"a pair with junk", 0, junk_pair}, {"AF_TIPC stream", MAYBE, cluster_pair},
    {"AF_TIPC seqpacket", MAYBE, cluster_messages},
};

/* Tries every maker: is there a pair, and does it carry a byte? */
static void try_makers(const struct maker *makers, int count)
{
    for (int i = 0; i < count; i++) {
        int p[2] = {-1, -1}, carried = 0;
        char byte = 0;
        if (makers[i].make(p) == 0) {
            fcntl(p[0], F_SETFL, O_NONBLOCK);
            carried = write(p[1], "A", 1) == 1 && read(p[0], &byte, 1) == 1 && byte == 'A';
        }
        note(makers[i].name, "a reader", makers[i].maybe, carried);
        close(p[0]);
        close(p[1]);
    }
}
