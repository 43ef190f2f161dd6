/* Children that CLONE_PARENT gives to the supervisor, and one that asks to be untraced. */
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
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int i = 0; i < 3; i++) {
        long flags = i == 0 ? CLONE_PARENT | SIGCHLD : i == 1 ? CLONE_UNTRACED | SIGCHLD : CLONE_PARENT;
        if (syscall(SYS_clone, flags, 0L, 0L, 0L, 0L) == 0) {
            write(p[1], "B", 1);
            _exit(0);
        }
    }
    usleep(300000);
    end(foreign(p[0], 'A'), "every child was watched");
}
