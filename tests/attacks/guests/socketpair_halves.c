/* Registers halves of two socket pairs as one pair by changing sv[] before the supervisor reads it. */
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

static volatile int sv[2], want[2], go, quit;

static void *flip(void *unused)
{
    (void)unused;
    while (!quit)
        if (go) {
            sv[0] = want[0];
            sv[1] = want[1];
        }
    return NULL;
}

static void make(int first, int second, int *one, int *two)
{
    *one = dup(0);
    *two = dup(0);
    close(*one);
    close(*two);
    want[0] = first;
    want[1] = second;
    go = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)sv);
    go = 0;
}

static int attempt(void)
{
    int a, b, c, d, x, y, z, w;
    char got = 0, other = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, flip, NULL);
    make(-1, -1, &a, &b);
    make(-1, -1, &c, &d);
    make(a, c, &x, &y);
    make(b, d, &z, &w);
    write(a, "A", 1);
    write(b, "B", 1);
    recv(b, &got, 1, MSG_DONTWAIT);
    recv(a, &other, 1, MSG_DONTWAIT);
    return got == 'A' && other == 'B';
}

int main(void)
{
    double until = now() + 2;
    while (now() < until) {
        int status;
        pid_t pid = fork();
        if (!pid)
            _exit(!attempt());
        waitpid(pid, &status, 0);
        if (status == 0)
            end(1, "");
    }
    end(0, "both directions of a pair carry one value");
}
