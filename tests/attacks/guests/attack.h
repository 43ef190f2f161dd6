/* What every attack uses. An attack is one file: it tries, and ends with end(), lacks() or a death.
 *
 * Lines of the first comment that matter to the test: "policy: --pipe deny ..." (options for scpipe-run in place
 * of the default policy), "dies" (being killed by scpipe is an expected end too), "who: root" or "who: user" (the
 * attack needs to be, or not to be, root), "long" (it takes five seconds or more).
 */
#define _GNU_SOURCE
#include "../../harness/bound.h"
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

/* Monotonic seconds. */
__attribute__((unused)) static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

/* How much of its rounds an attack makes: all of them, or the part that SCPIPE_ATTACKS_SCALE names, above 0 and below 1.
 * It is for machines so slow that a round takes ten times as long. What an attack waits for is waited for as long.
 */
static double scale = 1;

__attribute__((constructor)) static void read_scale(void)
{
    const char *given = getenv("SCPIPE_ATTACKS_SCALE");
    double part = given ? atof(given) : 1;
    scale = part > 0 && part < 1 ? part : 1;
}

/* When an attack that goes on for so many seconds ends: sooner by the scale. */
__attribute__((unused)) static double tries_until(double seconds)
{
    return now() + seconds * scale;
}

/* So many rounds, or tasks: fewer by the scale, and at least one. */
__attribute__((unused)) static int fewer(int rounds)
{
    int part = rounds * scale;
    return part > 1 ? part : 1;
}

/* A write to a pair whose readers have gone must fail, not end the attack: which task is killed then is chance. */
__attribute__((constructor)) static void no_sigpipe(void)
{
    signal(SIGPIPE, SIG_IGN);
}

/* Ends the attack: won if a byte got through that may not. */
__attribute__((unused, noreturn)) static void end(int won, const char *why)
{
    if (won)
        printf("THROUGH\n");
    else
        printf("stopped: %s\n", why);
    fflush(stdout);
    _exit(won ? 0 : 1);
}

/* Ends the attack where this kernel or machine has not got what it needs. */
__attribute__((unused, noreturn)) static void lacks(const char *what)
{
    printf("lacks: %s\n", what);
    fflush(stdout);
    _exit(2);
}

/* Waits until a child has ended, or any task whose number is not given out again; 0 if that lasts too long. */
__attribute__((unused)) static int await_end(pid_t pid, double seconds)
{
    int ended = 0, task = syscall(434 /* pidfd_open */, pid, 0L);
    struct pollfd p = {task, POLLIN, 0};
    for (double until = now() + seconds; task >= 0 && now() < until && !ended;)
        ended = poll(&p, 1, 100) > 0;
    close(task);
    return ended;
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

/* Reads what is there: 1 if two values have come, now or before; `value` keeps the first one (0: none yet).
 * For pairs of which nobody knows which value is in them first.
 */
__attribute__((unused)) static int mixed(int fd, int *value)
{
    char byte;
    struct pollfd p = {fd, POLLIN, 0};
    while (poll(&p, 1, 0) > 0 && (p.revents & POLLIN) && read(fd, &byte, 1) == 1) {
        if (!*value)
            *value = (unsigned char)byte;
        if (foreign(fd, *value) || *value != (unsigned char)byte)
            return 1;
    }
    return 0;
}

/* Waits until a byte other than `own` comes: 1 if it came within `seconds`. */
__attribute__((unused)) static int comes(int fd, int own, double seconds)
{
    for (double until = now() + seconds;; usleep(1000))
        if (foreign(fd, own))
            return 1;
        else if (now() > until)
            return 0;
}

/* From now on the caller runs on one CPU, under a scheduling policy. */
__attribute__((unused)) static void run_on(int cpu, int policy)
{
    struct sched_param none = {0};
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
    sched_setscheduler(0, policy, &none);
}

/* Makes an attempt in a process of its own: 1 if it returned 1. */
__attribute__((unused)) static int wins(int (*attempt)(void))
{
    int status;
    pid_t pid = fork();
    if (!pid)
        _exit(!attempt());
    waitpid(pid, &status, 0);
    return status == 0;
}

/* Makes attempts in processes of their own; one that returns 1 has won. Ends the attack. */
__attribute__((unused, noreturn)) static void try_again_for(double seconds, int (*attempt)(void), const char *why)
{
    double until = tries_until(seconds);
    while (now() < until)
        if (wins(attempt))
            end(1, "");
    end(0, why);
}

/* How long to wait for what a call has set going that succeeded: where it was refused, nothing is going to come. */
#define IF_DONE(done) ((done) ? 20.0 : 0.1)
