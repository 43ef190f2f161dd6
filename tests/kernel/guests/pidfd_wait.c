/* pidfd_wait HOW ROUNDS [busy]: waits for children by their pidfds, then asks for their status without waiting; tells how
 * many were not there although the pidfd said so. HOW is waitid, nonblocking (the pidfd is), wait4 or any. busy: another
 * thread writes to an eventfd all the time, as main loops do. */

#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#define PIDFD_NONBLOCK 04000

static void *outlive(void *unused)
{
    (void)unused;
    usleep(2000);
    syscall(SYS_exit_group, 7);
    return 0;
}

/* Every third child ends with its main thread, every third after it. */
static void be_child(int round)
{
    pthread_t thread;

    if (round % 3) {
        pthread_create(&thread, 0, outlive, 0);
        if (round % 3 == 1)
            pthread_exit(0);
    }
    usleep(1000);
    _exit(7);
}

static void *wake_up(void *unused)
{
    uint64_t one = 1;

    for (int fd = eventfd(0, EFD_NONBLOCK);; usleep(20))
        if (write(fd, &one, sizeof one) != sizeof one)
            return unused;
}

static int is_there(const char *how, pid_t child, int fd)
{
    siginfo_t info = {0};
    int status = 0;

    if (strcmp(how, "wait4") == 0)
        return waitpid(child, &status, WNOHANG) == child && WEXITSTATUS(status) == 7;
    if (strcmp(how, "any") == 0)
        return waitpid(-1, &status, WNOHANG) == child && WEXITSTATUS(status) == 7;
    if (waitid(P_PIDFD, fd, &info, WEXITED | (strcmp(how, "waitid") ? 0 : WNOHANG)) != 0)
        return 0;
    return info.si_pid == child && info.si_status == 7;
}

int main(int argc, char **argv)
{
    int late = 0, rounds = argc > 2 ? atoi(argv[2]) : 1;
    pthread_t thread;

    if (argc > 3)
        pthread_create(&thread, 0, wake_up, 0);
    for (int round = 0; round < rounds; round++) {
        pid_t child = fork();
        if (child == 0)
            be_child(round);
        int fd = syscall(SYS_pidfd_open, child, strcmp(argv[1], "nonblocking") ? 0 : PIDFD_NONBLOCK);
        struct pollfd polled = {fd, POLLIN, 0};
        if (fd < 0 || poll(&polled, 1, 10000) != 1)
            return 2;
        if (!is_there(argv[1], child, fd)) {
            late++;
            waitpid(child, 0, 0);
        }
        close(fd);
    }
    printf("%d late\n", late);
    return 0;
}
