/* Where the first message may be mixed: a second mixed one, or other bytes, by making the first empty, failed, cut or doubled.
 * policy: --pipe allow-events --socketpair allow-events --first-message any
 */
#include "ways.h"

static char *low; /* 64 KiB of 'A' with a 'B' at its end, then nothing that is mapped */
static const int size = 65536;

static void second(int in, int out)
{
    renew(in, out);
    write(out, "AB", 2);
    write(out, "C", 1);
}

static void tail(int in, int out)
{
    renew(in, out);
    write(out, "AB", 2);
    write(out, "AC", 2);
    write(out, "BC", 2);
}

static void after_empty(int in, int out)
{
    renew(in, out);
    write(out, "", 0);
    write(out, "AB", 2);
    write(out, "", 0);
    write(out, "CC", 2);
}

static void after_failure(int in, int out)
{
    struct iovec v[2] = {{"AB", 2}, {(void *)8, 4}};
    renew(in, out);
    write(out, low + size - 1, 5);
    writev(out, v, 2);
    write(out, low + size, 1);
    write(out, "AB", 2);
    write(out, "CD", 2);
}

static void cut_off(int in, int out)
{
    char some[70000];
    int least = 1;
    renew(in, out);
    setsockopt(out, SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
    fcntl(out, F_SETPIPE_SZ, 4096);
    write(out, low, size);
    write(out, "AB", 2);
    while (read(in, some, sizeof some) > 0)
        ;
    write(out, "C", 1);
    write(out, "B", 1);
    write(out, "C", 1);
}

static void two_ends(int in, int out)
{
    renew(in, out);
    write(in, "AB", 2);
    write(out, "CD", 2);
}

static int any_but(int fd, const char *known)
{
    char all[4096];
    for (ssize_t n, empty = 0; (n = read(fd, all, sizeof all)) >= 0 && empty < 16; empty += !n)
        for (ssize_t i = 0; i < n; i++)
            if (!strchr(known, all[i]))
                return 1;
    return 0;
}

int main(void)
{
    static const struct {
        const char *name, *known;
        int kinds;
        void (*send)(int, int);
    } calls[] = {
        {"a second message", "AB", ANY, second}, {"the tail of a second message", "AB", ANY, tail},
        {"after empty ones", "AB", ANY, after_empty},
        {"after failed ones", "AB", ANY, after_failure}, {"after one cut off", "AB", ANY, cut_off},
        {"the other direction", "AB", SOCKETS, two_ends},
    };
    low = mmap(NULL, size + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(low + size, 4096);
    memset(low, 'A', size);
    low[size - 1] = 'B';
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < COUNT(calls); i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2) {
            int p[2];
            if (!(calls[i].kinds & kind))
                continue;
            make(kind, p);
            calls[i].send(p[0], p[1]);
            note(calls[i].name, kind_name(kind), 0, any_but(p[0], calls[i].known));
            close(p[0]);
            close(p[1]);
        }
    finish();
}
