/* sendfile, splice, tee and vmsplice of another byte into every kind of pair that takes them, from every source. */
#include "ways.h"

#define JUNK 0x7eadbeef00000000UL

static int file_of(const char *text)
{
    int file = memfd_create("x", 0);
    write(file, text, 1);
    lseek(file, 0, SEEK_SET);
    return file;
}

/* A pair of its own that carries a 'B'. */
static int source_of(int kind, int p[2])
{
    make(kind, p);
    write(p[1], "BB", 2);
    return p[0];
}

static void drop(int p[2])
{
    close(p[0]);
    close(p[1]);
}

static void filed(int in, int out)
{
    int file = file_of("B");
    (void)in;
    sendfile(out, file, NULL, 1);
    close(file);
}

static void filed_at(int in, int out)
{
    int file = file_of("B");
    off64_t at = 0;
    (void)in;
    syscall(SYS_sendfile, JUNK | out, JUNK | file, &at, 1L);
    close(file);
}

static void filed_far(int in, int out)
{
    int file = memfd_create("x", 0);
    off64_t at = 0x100000000L;
    (void)in;
    pwrite(file, "B", 1, at);
    sendfile64(out, file, &at, 0x7ffff000L);
    close(file);
}

/* Before Linux 6.5 devices are no source of sendfile. */
static void zeros(int in, int out)
{
    int file = open("/dev/zero", O_RDONLY);
    (void)in;
    sendfile(out, file, NULL, 1);
    close(file);
}

static void spliced_file(int in, int out)
{
    int file = file_of("B");
    loff_t at = 0;
    (void)in;
    syscall(SYS_splice, JUNK | file, &at, JUNK | out, NULL, 1L, JUNK | SPLICE_F_MOVE | SPLICE_F_MORE | SPLICE_F_GIFT | SPLICE_F_NONBLOCK);
    close(file);
}

static void spliced_pipe(int in, int out)
{
    int p[2];
    (void)in;
    splice(source_of(PIPE, p), NULL, out, NULL, 1, SPLICE_F_NONBLOCK);
    drop(p);
}

static void spliced_stream(int in, int out)
{
    int p[2];
    (void)in;
    splice(source_of(STREAM, p), NULL, out, NULL, 1, SPLICE_F_NONBLOCK);
    drop(p);
}

static void spliced_messages(int in, int out)
{
    int p[2];
    (void)in;
    splice(source_of(DGRAM, p), NULL, out, NULL, 1, 0);
    drop(p);
    splice(source_of(SEQPACKET, p), NULL, out, NULL, 1, 0);
    drop(p);
}

static void spliced_terminal(int in, int out)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY), other_side;
    char path[64];
    (void)in;
    grantpt(master);
    unlockpt(master);
    ptsname_r(master, path, sizeof path);
    other_side = open(path, O_RDWR | O_NOCTTY);
    write(other_side, "B", 1);
    splice(master, NULL, out, NULL, 1, SPLICE_F_NONBLOCK);
    close(other_side);
    close(master);
}

static void teed(int in, int out)
{
    int p[2];
    (void)in;
    syscall(SYS_tee, JUNK | source_of(PIPE, p), JUNK | out, 1L, JUNK | SPLICE_F_NONBLOCK);
    drop(p);
}

static void mapped(int in, int out)
{
    struct iovec v = {"B", 1};
    (void)in;
    syscall(SYS_vmsplice, JUNK | out, &v, 1L, JUNK | SPLICE_F_NONBLOCK);
}

static void given(int in, int out)
{
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec v = {page, 4096};
    (void)in;
    memset(page, 'B', 4096);
    vmsplice(out, &v, 1, SPLICE_F_GIFT);
    munmap(page, 4096);
}

static const struct way ways[] = {
    {"sendfile", ANY, filed}, {"sendfile at a place", ANY, filed_at}, {"sendfile far behind", ANY, filed_far},
    {"sendfile of zeros", PIPE | STREAM | MAYBE, zeros}, {"splice of a file", PIPE, spliced_file},
    {"splice of a pipe", ANY, spliced_pipe}, {"splice of a stream", PIPE, spliced_stream},
    {"splice of messages", PIPE | MAYBE, spliced_messages}, {"splice of a terminal", PIPE | MAYBE, spliced_terminal},
    {"tee", PIPE, teed}, {"vmsplice", PIPE, mapped}, {"a given page", PIPE, given},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
