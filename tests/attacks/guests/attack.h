/* What every attack uses. An attack is one file: it tries, and ends with end(), lacks() or a death.
 *
 * Lines of the first comment that matter to the test: "policy: --pipe deny ..." (options for scpipe-run in place
 * of the default policy), "dies" (being killed by scpipe is an expected end too), "who: root" or "who: user" (the
 * attack needs to be, or not to be, root).
 */
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

/* Monotonic seconds. */
__attribute__((unused)) static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
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
