/* Threads that seem to sleep and do not (waitid with WNOHANG, poll for no time), or sleep for a moment, write to a number that is
 * a file and a pair's end in turn.
 */
#include "arming.h"

enum { TO = 50 };

static volatile int over;

static void *look_for_children(void *unused)
{
    for (siginfo_t info; !over;) {
        syscall(SYS_waitid, P_ALL, 0, &info, WEXITED | WNOHANG, NULL);
        write(TO, DATA);
    }
    return unused;
}

static void *poll_for_no_time(void *unused)
{
    for (struct pollfd p = {0, POLLIN, 0}; !over;) {
        poll(&p, 1, 0);
        write(TO, DATA);
        syscall(SYS_sendto, TO, DATA, MSG_NOSIGNAL, NULL, 0);
    }
    return unused;
}

static void *sleep_a_moment(void *unused)
{
    for (unsigned i = 0; !over; i++) {
        struct timespec time = {0, i % 7 * 5000};
        struct iovec v = {DATA};
        nanosleep(&time, NULL);
        writev(TO, &v, 1);
    }
    return unused;
}

static int attempt(void)
{
    static void *(*const all[])(void *) = {look_for_children, poll_for_no_time, sleep_a_moment};
    pthread_t threads[3];
    int won = 0, null = open("/dev/null", O_WRONLY);
    pid_t child = fork();
    if (!child)
        for (end_with_maker();;)
            pause();
    dup2(null, TO);
    for (int i = 0; i < COUNT(all); i++)
        pthread_create(&threads[i], NULL, all[i], NULL);
    for (int i = 0; i < 25 && !won; i++) {
        int p[2];
        if (i % 4 == 3 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        usleep(i % 5 * 50);
        dup2(p[1], TO);
        usleep(i % 3 * 100);
        dup2(null, TO);
        won = foreign(p[0], 'A');
        close(p[0]), close(p[1]);
        if (i % 8 == 0)
            won |= uneven_filters();
    }
    over = 1;
    for (int i = 0; i < COUNT(all); i++)
        pthread_join(threads[i], NULL);
    kill(child, SIGKILL);
    return won;
}

int main(void) { try_again_for(1, attempt, "each pair had one value"); }
