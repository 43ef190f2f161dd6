/* Packet mode (O_DIRECT) of a pipe, set at its making or later, by its end or by another one: another byte each time. */
#include "ways.h"

static void marked(int in, int out)
{
    char page[5000];
    fcntl(out, F_SETFL, O_DIRECT | O_NONBLOCK);
    memset(page, 'A', sizeof page);
    page[4999] = 'B'; /* the second packet of it */
    write(in >= 0 ? out : in, page, sizeof page);
}

static void tail(int in, int out)
{
    char some[100];
    fcntl(out, F_SETFL, O_DIRECT | O_NONBLOCK);
    write(out, "AAAA", 4);
    write(out, "AB", 2);
    fcntl(out, F_SETFL, O_NONBLOCK);
    write(out, "B", 1);
    read(in, some, 1); /* the rest of a packet is dropped */
}

static void made_so(int in, int out)
{
    int p[2];
    if (pipe2(p, O_DIRECT | O_NONBLOCK))
        return;
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    dup2(p[0], in);
    dup2(p[1], out);
    close(p[0]);
    close(p[1]);
}

static void opened_so(int in, int out)
{
    char path[64];
    (void)out;
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    int again = open(path, O_WRONLY | O_NONBLOCK);
    fcntl(again, F_SETFL, O_DIRECT | O_NONBLOCK);
    write(again, "B", 1);
    write(again, "", 0);
    close(again);
}

static void smaller(int in, int out)
{
    char page[4096];
    fcntl(in, F_SETPIPE_SZ, 4096);
    memset(page, 'A', sizeof page);
    write(out, page, 4095);
    for (int size = 7; size < 5000; size += 4089) {
        write(out, "B", 1);
        read(in, page, size);
    }
    write(out, "B", 1);
}

static const struct way ways[] = {
    {"a long packet", PIPE, marked}, {"packets in between", PIPE, tail}, {"a pipe of packets", PIPE, made_so},
    {"a new end of packets", PIPE, opened_so}, {"a full small pipe", PIPE, smaller},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
