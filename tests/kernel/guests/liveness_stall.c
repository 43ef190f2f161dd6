/* How long an innocent process waits for its writes while another one makes scpipe wait for solitude: "long", a write of
 * gigabytes to a device runs alone; "idle", a thread that has no CPU must be stopped first. */
#define _GNU_SOURCE
#include "../../harness/bound.h"
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HOGS = 20 };
static const double SECONDS = 4, MOST = 60;
/* Seconds: a write that takes longer was held up. */
static const double SLOW = 0.3;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void on_last_cpu(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(sysconf(_SC_NPROCESSORS_ONLN) - 1, &set);
    sched_setaffinity(0, sizeof set, &set);
}

static void *nap(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static void *starve(void *unused)
{
    struct sched_param none = {0};
    on_last_cpu();
    sched_setscheduler(0, SCHED_IDLE, &none);
    for (;;)
        ;
    return unused;
}

static void burden(int idle)
{
    pthread_t thread;
    end_with_maker();
    pthread_create(&thread, NULL, idle ? starve : nap, NULL);
    size_t size = (size_t)2 << 30;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    int fd = open(idle ? "/dev/full" : "/dev/urandom", O_WRONLY);
    usleep(100000);
    for (;;)
        write(fd, zeros, idle ? 1 : size);
}

int main(int argc, char **argv)
{
    int idle = argc > 1 && !strcmp(argv[1], "idle"), null = open("/dev/null", O_WRONLY), writes = 0;
    double slow = 0, began = now();
    pid_t hogs[HOGS] = {0}, bad = fork();
    if (bad == 0)
        burden(idle);
    for (int i = 0; idle && i < HOGS; i++)
        if ((hogs[i] = fork()) == 0) {
            end_with_maker();
            on_last_cpu();
            for (;;)
                ;
        }
    /* A busy machine holds a write up, too, but not one after the other. */
    for (; now() - began < SECONDS || (slow > (now() - began) / 2 && now() - began < MOST); writes++, usleep(1000)) {
        double before = now(), took;
        write(null, "x", 1);
        took = now() - before;
        slow += took > SLOW ? took : 0;
    }
    int alive = waitpid(bad, NULL, WNOHANG) == 0;
    kill(bad, SIGKILL);
    for (int i = 0; idle && i < HOGS; i++)
        kill(hogs[i], SIGKILL);
    printf("slow=%.3f whole=%.3f writes=%d alive=%d\n", slow, now() - began, writes, alive);
    return 0;
}
