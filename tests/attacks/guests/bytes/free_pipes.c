/* Pipes are free, socket pairs are not: what a free pipe holds is moved into a pair, or the pair is reached through one.
 * policy: --pipe allow --socketpair allow-events
 */
#include "ways.h"

static int full_pipe(int p[2], const char *text)
{
    pipe2(p, O_NONBLOCK);
    write(p[1], text, strlen(text));
    return p[0];
}

static void drop(int p[2])
{
    close(p[0]);
    close(p[1]);
}

static void spliced(int in, int out)
{
    int p[2];
    (void)in;
    splice(full_pipe(p, "AB"), NULL, out, NULL, 2, SPLICE_F_NONBLOCK);
    drop(p);
}

static void through_tee(int in, int out)
{
    int p[2], q[2];
    (void)in;
    full_pipe(q, "");
    tee(full_pipe(p, "CA"), q[1], 2, SPLICE_F_NONBLOCK);
    splice(q[0], NULL, out, NULL, 2, SPLICE_F_NONBLOCK);
    drop(p);
    drop(q);
}

static void through_page(int in, int out)
{
    static char page[4096] __attribute__((aligned(4096)));
    struct iovec v = {page, 4096};
    int p[2];
    (void)in;
    full_pipe(p, "");
    memset(page, 'A', sizeof page);
    vmsplice(p[1], &v, 1, SPLICE_F_GIFT);
    page[7] = 'B';
    splice(p[0], NULL, out, NULL, 4096, SPLICE_F_NONBLOCK);
    drop(p);
}

static void filed(int in, int out)
{
    int p[2], file = memfd_create("x", 0);
    (void)in;
    loff_t at = 0;
    splice(full_pipe(p, "B"), NULL, file, &at, 1, 0);
    lseek(file, 0, SEEK_SET);
    sendfile(out, file, NULL, 1);
    close(file);
    drop(p);
}

static void written(int in, int out)
{
    int p[2];
    char two[2];
    (void)in;
    read(full_pipe(p, "AB"), two, 2);
    write(out, two, 2);
    send(out, two, 2, 0);
    drop(p);
}

static const struct way ways[] = {
    {"splice", SOCKETS, spliced}, {"splice after tee", SOCKETS, through_tee},
    {"splice of a page", SOCKETS, through_page}, {"sendfile", SOCKETS, filed}, {"write", SOCKETS, written},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
