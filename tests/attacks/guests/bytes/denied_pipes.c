/* Pipes where they are denied and socket pairs are not; the socket pairs get another byte from what is free.
 * policy: --pipe deny --socketpair allow-events
 */
#include "denied.h"
#include <sys/stat.h>

static void filed(int in, int out)
{
    int file = memfd_create("x", 0);
    (void)in;
    write(file, "B", 1);
    lseek(file, 0, SEEK_SET);
    sendfile(out, file, NULL, 1);
    close(file);
}

/* splice needs a pipe at one side: a named one is no pair. */
static void from_fifo(int in, int out)
{
    char path[] = "/tmp/attack-XXXXXX";
    (void)in;
    close(mkstemp(path));
    unlink(path);
    mkfifo(path, 0600);
    int fifo = open(path, O_RDWR | O_NONBLOCK);
    unlink(path);
    write(fifo, "B", 1);
    splice(fifo, NULL, out, NULL, 1, SPLICE_F_NONBLOCK);
    close(fifo);
}

static const struct way ways[] = {{"sendfile", SOCKETS, filed}, {"splice of a named pipe", SOCKETS, from_fifo}};

int main(void)
{
    try_makers(pipes, COUNT(pipes));
    try_ways(ways, COUNT(ways));
    finish();
}
