/* Pages that hold only the event byte go into a pair by reference and are changed while they are there. */
#include "ways.h"

static char page[8192] __attribute__((aligned(4096)));

static int event_file(void)
{
    int file = memfd_create("x", 0);
    memset(page, 'A', sizeof page);
    write(file, page, sizeof page);
    lseek(file, 0, SEEK_SET);
    return file;
}

static void change(int file)
{
    memset(page, 'B', sizeof page);
    pwrite(file, page, sizeof page, 0);
    close(file);
}

static void filed(int in, int out)
{
    int file = event_file();
    (void)in;
    sendfile(out, file, NULL, 4096);
    change(file);
}

static void mapped_file(int in, int out)
{
    int file = event_file();
    char *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    loff_t at = 0;
    (void)in;
    splice(file, &at, out, NULL, 4096, 0);
    memset(map, 'C', 4096);
    munmap(map, 4096);
    close(file);
}

static void on_the_way(int in, int out)
{
    int p[2], file = event_file();
    (void)in;
    make(PIPE, p);
    splice(file, NULL, p[1], NULL, 4096, 0);
    splice(p[0], NULL, out, NULL, 4096, 0);
    change(file);
    close(p[0]);
    close(p[1]);
}

static void doubled(int in, int out)
{
    int p[2];
    struct iovec v = {page, 4096};
    (void)in;
    make(PIPE, p);
    memset(page, 'A', sizeof page);
    vmsplice(p[1], &v, 1, 0);
    tee(p[0], out, 4096, 0);
    memset(page, 'B', sizeof page);
    close(p[0]);
    close(p[1]);
}

static void lent(int in, int out)
{
    struct iovec v = {page, 4096};
    (void)in;
    memset(page, 'A', sizeof page);
    vmsplice(out, &v, 1, 0);
    memset(page, 'B', sizeof page);
}

static void given(int in, int out)
{
    struct iovec v = {page, 4096};
    (void)in;
    memset(page, 'A', sizeof page);
    vmsplice(out, &v, 1, SPLICE_F_GIFT);
    memset(page, 'B', sizeof page);
}

static const struct way ways[] = {
    {"sendfile", PIPE, filed}, {"sendfile by reference", SOCKETS | MAYBE, filed},
    {"splice of a mapped file", PIPE, mapped_file}, {"splice of a file's pipe", PIPE, on_the_way},
    {"splice by reference", SOCKETS | MAYBE, on_the_way}, {"tee of a page", PIPE, doubled}, {"vmsplice", PIPE, lent},
    {"vmsplice with SPLICE_F_GIFT", PIPE, given},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
