/* Signals that arrive: signal_count LOG NUMBERS takes them one by one, with its caller's last number in them;
 * signal_count queue sends itself 2000 queued ones from a child. Both end on their own or at the end of stdin. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void count(const char *log, const char *numbers)
{
    volatile int *sent = mmap(0, 4096, PROT_READ, MAP_SHARED, open(numbers, O_RDONLY), 0);
    FILE *out = fopen(log, "w");
    struct pollfd polled[2] = {{0, POLLIN, 0}, {0, POLLIN, 0}};
    struct signalfd_siginfo info;
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, 0);
    polled[1].fd = signalfd(-1, &all, 0);
    setvbuf(out, 0, _IOLBF, 4096);
    fprintf(out, "ready %d\n", getpid());
    while (poll(polled, 2, 30000) > 0 && !polled[0].revents)
        if (read(polled[1].fd, &info, sizeof info) == sizeof info)
            fprintf(out, "signal %u after %d from %s\n", info.ssi_signo, *sent,
                    info.ssi_pid == (unsigned)getppid() ? "parent" : "other");
    exit(5);
}

static void queue(void)
{
    siginfo_t info;
    sigset_t all;
    int right = 0, children = 0, order[3] = {0}, index;
    pid_t pid;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, 0);
    pid = fork();
    if (pid == 0) {
        for (int number = 0; number < 2000; number++)
            if (sigqueue(getppid(), SIGRTMIN + number % 2, (union sigval){.sival_int = number / 2}) != 0)
                number--, usleep(100); /* EAGAIN: RLIMIT_SIGPENDING */
        _exit(3);
    }
    while (!children && sigwaitinfo(&all, &info) > 0) {
        children = info.si_signo == SIGCHLD;
        index = info.si_signo - SIGRTMIN;
        if (index >= 0 && index < 2 && info.si_value.sival_int == order[index] && info.si_pid == pid)
            right++, order[index]++;
        if (children && right < 2000)
            children = 0;
        if (right == 2000)
            break;
    }
    printf("in order %d\n", right);
    waitpid(pid, &index, 0);
    printf("child %#x\n", index);
}

int main(int argc, char **argv)
{
    if (strcmp(argv[1], "queue") == 0)
        queue();
    else
        count(argv[1], argv[2]);
    return 0;
}
