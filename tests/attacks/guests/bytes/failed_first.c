/* First messages that fail or are cut (EFAULT, EAGAIN, EMSGSIZE, a bad page) are followed by other bytes. */
#include "../attack.h"

int main(void)
{
    long page = 4096;
    char *two = mmap(NULL, 20 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(two, 'A', 10 * page);
    mprotect(two + 10 * page, 10 * page, PROT_NONE);
    for (int kind = 0; kind < 4; kind++)
        for (long before = 0; before < 9 * page; before += 1365) {
            int p[2];
            if (kind == 3 ? pipe2(p, O_NONBLOCK)
                          : socketpair(AF_UNIX, (kind == 0 ? SOCK_STREAM : kind == 1 ? SOCK_DGRAM : SOCK_SEQPACKET) | SOCK_NONBLOCK, 0, p))
                end(0, "no pair");
            write(p[1], two + 10 * page, 5);
            write(p[1], two + 10 * page - before, before + 100);
            struct iovec v[3] = {{two, 100}, {(void *)8, 5}, {two, 3}};
            writev(p[1], v, 3);
            write(p[1], "B", 1);
            write(p[1], "A", 1);
            if (foreign(p[0], 0))
                end(1, "");
            close(p[0]);
            close(p[1]);
        }
    end(0, "each pair had one value");
}
