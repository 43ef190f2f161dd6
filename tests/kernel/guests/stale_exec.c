/* A thread executes this program anew while others write: N images, one after the other. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *name;
static int left, null;

static void *execute(void *unused)
{
    char number[12];
    usleep(rand() % 400);
    snprintf(number, sizeof number, "%d", left - 1);
    execl("/proc/self/exe", name, number, NULL);
    return unused;
}

static void *write_on(void *unused)
{
    for (;;)
        if (write(null, "a", 1) < 0)
            break;
    return unused;
}

int main(int count, char **words)
{
    pthread_t thread;
    name = words[0];
    left = count > 1 ? atoi(words[1]) : 60;
    if (left == 0)
        return puts("all images ran") < 0;
    srand(left);
    null = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
    for (int i = 0; i < 3; i++)
        pthread_create(&thread, NULL, write_on, NULL);
    pthread_create(&thread, NULL, execute, NULL);
    write_on(NULL);
    return 1;
}
