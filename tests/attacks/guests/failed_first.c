/* First messages that fail or are cut (EFAULT, EAGAIN, EMSGSIZE, a bad page) are followed by other bytes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

__attribute__((unused)) static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

__attribute__((unused)) static void end(int won, const char *why)
{
    if (won)
        printf("THROUGH\n");
    else
        printf("stopped: %s\n", why);
    fflush(stdout);
    _exit(won ? 0 : 1);
}

/* Reads what is there: 1 if a byte other than `own` was among it; own 0: if there were two values. */
__attribute__((unused)) static int foreign(int fd, int own)
{
    unsigned char bytes[65536];
    struct pollfd p = {fd, POLLIN, 0};
    while (poll(&p, 1, 0) > 0 && (p.revents & POLLIN)) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        if (!own)
            own = bytes[0];
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != own)
                return 1;
    }
    return 0;
}

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
