/* A crowd: threads that write to every low number for ever, and threads that sleep and write when they wake.
 * Nobody writes an event byte there: each byte that comes out of a pair is a hole.
 */
#include "arming.h"
#include <linux/futex.h>
#include <sys/epoll.h>

enum { LOWEST = 3, HIGHEST = 16 };

static int crowd_futex, crowd_pipe[2];

static void *write_to_all(void *unused)
{
    for (;;)
        for (int number = LOWEST; number <= HIGHEST; number++)
            write(number, DATA);
    return unused;
}

static void *sleep_in_futex(void *unused)
{
    for (unsigned i = 0;; i++) {
        struct timespec time = {0, 300000};
        syscall(SYS_futex, &crowd_futex, FUTEX_WAIT, 0, &time, NULL, 0);
        write(LOWEST + i % (HIGHEST - LOWEST + 1), DATA);
    }
    return unused;
}

static void *sleep_in_read(void *unused)
{
    char byte;
    for (;;)
        read(crowd_pipe[0], &byte, 1);
    return unused;
}

static void begin_crowd(void)
{
    static void *(*const all[])(void *) = {write_to_all, write_to_all, sleep_in_futex, sleep_in_read};
    pthread_t thread;
    pipe(crowd_pipe);
    for (int end = 0; end < 2; end++) {
        int high = fcntl(crowd_pipe[end], F_DUPFD, 60);
        close(crowd_pipe[end]);
        crowd_pipe[end] = high;
    }
    for (int i = 0; i < COUNT(all); i++)
        pthread_create(&thread, NULL, all[i], NULL);
}

/* Time for the crowd, on whichever CPU. */
static void give_time(void)
{
    for (volatile int i = 0; i < 3000; i++)
        ;
    sched_yield();
}

/* 1 if a byte came out. */
static int any(int fd) { return foreign(fd, -1); }
