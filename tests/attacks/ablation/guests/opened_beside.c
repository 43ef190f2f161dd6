/* Beside a thread that sleeps a link to an end of a pipe is opened, and two values are written to what that gives. */
#include "ablation.h"

static void *sleep_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(void)
{
    int p[2];
    char name[64];
    pthread_t thread;
    pipe(p);
    pthread_create(&thread, NULL, sleep_for_ever, NULL);
    sprintf(name, "/proc/self/fd/%d", p[0]);
    int fd = open(name, O_WRONLY);
    if (fd < 0)
        absent();
    write(fd, "A", 1);
    write(fd, "B", 1);
    end(foreign(p[0], 'A'), "one value, or none");
}
