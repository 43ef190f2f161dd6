/* SIGSTOP, SIGCONT and handlers without and with SA_RESTART interrupt blocked writes that then change their bytes. */
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

static void change(int number);
static char data[70000];

static void change(int number)
{
    (void)number;
    memset(data, 'B', sizeof data);
}

int main(void)
{
    double until = now() + 2;
    int won = 0;
    while (now() < until && !won) {
        int p[2];
        pipe(p);
        memset(data, 'A', sizeof data);
        pid_t pid = fork();
        if (!pid) {
            struct sigaction a = {.sa_handler = change, .sa_flags = rand() & 1 ? SA_RESTART : 0};
            sigaction(SIGUSR1, &a, NULL);
            for (int i = 0; i < 12; i++)
                write(p[1], data, sizeof data);
            _exit(0);
        }
        usleep(3000);
        for (int i = 0; i < 6; i++) {
            kill(pid, SIGSTOP);
            if (i == 2)
                kill(pid, SIGUSR1);
            kill(pid, SIGCONT);
            won |= foreign(p[0], 'A');
            usleep(500);
        }
        usleep(3000);
        won |= foreign(p[0], 'A');
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        won |= foreign(p[0], 'A');
        close(p[0]);
        close(p[1]);
    }
    end(won, "only the event byte came out");
}
