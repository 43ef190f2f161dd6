/* Threads send different first bytes at once, while one of them is blocked on a small send buffer. */
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

static int p[2];
static volatile int start;

static void *one(void *value)
{
    char data[4000];
    memset(data, *(char *)value, sizeof data);
    while (!start)
        ;
    for (int i = 0; i < 3; i++)
        send(p[1], data, sizeof data, i == 2 ? MSG_DONTWAIT : 0);
    return NULL;
}

int main(void)
{
    double until = now() + 2;
    static char values[4] = "ABCD";
    while (now() < until) {
        pthread_t t[4];
        int least = 1;
        start = 0;
        socketpair(AF_UNIX, rand() & 1 ? SOCK_STREAM : SOCK_DGRAM, 0, p);
        setsockopt(p[1], SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
        for (int i = 0; i < 4; i++)
            pthread_create(&t[i], NULL, one, &values[i]);
        start = 1;
        char all[200000];
        size_t got = 0;
        for (int i = 0; i < 20; i++) {
            ssize_t n = recv(p[0], all + got, sizeof all - got, MSG_DONTWAIT);
            if (n > 0)
                got += n;
            usleep(300);
        }
        for (size_t i = 1; i < got; i++)
            if (all[i] != all[0])
                end(1, "");
        shutdown(p[0], SHUT_RDWR);
        close(p[0]);
        for (int i = 0; i < 4; i++)
            pthread_join(t[i], NULL);
        close(p[1]);
    }
    end(0, "each pair had one value");
}
