/* The creator of a socket pair is killed inside socketpair(); a process that shares its table keeps the ends. */
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

static int creator(void *unused)
{
    (void)unused;
    int p[2];
    for (;;)
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    return 0;
}

int main(void)
{
    double until = now() + 2;
    static char stack[65536];
    signal(SIGPIPE, SIG_IGN);
    while (now() < until) {
        pid_t pid = clone(creator, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        usleep(500 + rand() % 1000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        for (int last = 1023; last > 3; last--) {
            int size;
            socklen_t length = sizeof size;
            if (getsockopt(last, SOL_SOCKET, SO_TYPE, &size, &length))
                continue;
            struct sockaddr_un name = {AF_UNIX, ""};
            bind(last, (struct sockaddr *)&name, sizeof(sa_family_t) + 1 + sprintf(name.sun_path + 1, "k%d-%d", pid, last));
            write(last - 1, "A", 1);
            write(last - 1, "B", 1);
            if (foreign(last, 0))
                end(1, "");
            break;
        }
        syscall(SYS_close_range, 3, ~0U, 0);
    }
    end(0, "a pair nobody saw being made stays refused");
}
