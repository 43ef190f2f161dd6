/* The bytes of a path are exchanged in memory all the time, so that it leads to a file or to an end, while a sibling opens it to write.
 */
#include "openers.h"

static char path[60];

/* A file has the name that the link has, below the directory. */
static void prepare(void)
{
    mkdir("_proc", 0700), mkdir("_proc/self", 0700), mkdir("_proc/self/fd", 0700);
    strcpy(path, opened_link);
    path[0] = '_';
    close(creat(path, 0600));
}

static void *exchange(void *unused)
{
    for (;;) {
        *(volatile char *)path = '/';
        for (volatile int i = 0; i < 20; i++)
            ;
        *(volatile char *)path = '_';
    }
    return unused;
}

static int once(int round)
{
    return round & 1 ? (int)syscall(SYS_open, path, O_WRONLY) : openat(AT_FDCWD, path, round & 2 ? O_RDWR : O_WRONLY | O_CREAT, 0600);
}

static void race(void)
{
    begin_thread(exchange);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
