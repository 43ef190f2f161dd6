/* A thread that was made with descriptors of its own (CLONE_THREAD without CLONE_FILES) writes to a pipe. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int p[2];
static volatile int done = -1;

static int thread(void *unused)
{
    (void)unused;
    done = write(p[1], "B", 1) == 1 ? 0 : errno;
    for (;;)
        pause();
    return 0;
}

int main(void)
{
    static char stack[65536];
    char byte = '-';
    if (pipe2(p, O_NONBLOCK) || write(p[1], "A", 1) != 1 || read(p[0], &byte, 1) != 1)
        return 9;
    if (clone(thread, stack + sizeof stack, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, NULL) < 0)
        return 8;
    while (done < 0)
        usleep(1000);
    printf("%s %s\n", strerrorname_np(done), read(p[0], &byte, 1) == 1 ? "arrived" : "empty");
    return 0;
}
