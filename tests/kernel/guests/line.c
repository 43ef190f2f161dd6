/* line N: N threads ask for socket pairs at once while one that has hardly any CPU is making its own: they wait in line, and each
 * is answered at once when its turn comes (there are no pairs of AF_INET). Prints how many were, of three times N. */
#define _GNU_SOURCE
#include "../../harness/bound.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int *making, go, answered;

static void *ask(void *unused)
{
    int end[2];
    while (!go)
        usleep(2000);
    answered += socketpair(AF_INET, SOCK_STREAM, 0, end) < 0;
    return unused;
}

static pid_t child(void)
{
    pid_t made = fork();
    if (made == 0)
        end_with_maker();
    return made;
}

static void make_slowly(void)
{
    struct sched_param none = {0};
    int end[2];
    sched_setscheduler(0, SCHED_IDLE, &none);
    for (;;) {
        *making = 1;
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, end) == 0)
            close(end[0]), close(end[1]);
    }
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 700, asked = 0, all = 0;
    pthread_t *thread = calloc(count, sizeof *thread);
    pthread_attr_t small;
    making = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pid_t busy = child();
    for (; busy == 0;)
        ;
    for (int round = 0; round < 3; round++) {
        int threads = 0;
        go = answered = *making = 0;
        while (threads < count && pthread_create(thread + threads, &small, ask, NULL) == 0)
            threads++;
        pid_t slow = child();
        if (slow == 0)
            make_slowly();
        while (!*making)
            usleep(1000);
        go = 1;
        for (int each = 0; each < threads; each++)
            pthread_join(thread[each], NULL);
        kill(slow, SIGKILL);
        waitpid(slow, NULL, 0);
        asked += threads;
        all += answered;
    }
    kill(busy, SIGKILL);
    waitpid(busy, NULL, 0);
    printf("%d of %d\n", all, asked);
    return 0;
}
