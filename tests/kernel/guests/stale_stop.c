/* Processes that stop themselves are killed while others keep scpipe busy: some are dead before their stop is served. */
#define _GNU_SOURCE
#include "../../harness/bound.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BUSY = 3, ROUNDS = 40 };

static void keep_busy(void)
{
    size_t size = 4 << 20;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    end_with_maker();
    if (pipe2(own, O_NONBLOCK))
        _exit(1);
    for (;;)
        if (write(own[1], zeros, size) == 0)
            break;
}

int main(void)
{
    volatile int *go = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t busy[BUSY];
    for (int i = 0; i < BUSY; i++)
        if ((busy[i] = fork()) == 0)
            keep_busy();
    for (int round = 0; round < ROUNDS; round++) {
        *go = 0;
        pid_t pid = fork();
        if (pid == 0) {
            end_with_maker();
            while (!*go)
                sched_yield();
            kill(getpid(), SIGSTOP);
            pause();
        }
        *go = 1;
        usleep(rand() % 20000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    for (int i = 0; i < BUSY; i++) {
        kill(busy[i], SIGKILL);
        waitpid(busy[i], NULL, 0);
    }
    return puts("alive") < 0;
}
