/* A directory on the way of a path is exchanged all the time for a link to the descriptors of /proc, where an end has the name of
 * the file: a sibling opens it to write. Others give the working directory that they share away to /proc, and take it back.
 */
#include "openers.h"

static char through[60];
static int here, there;

static void prepare(void)
{
    const char *name = strrchr(opened_link, '/') + 1;
    mkdir("way", 0700);
    symlink("/proc/self/fd", "other");
    snprintf(through, sizeof through, "way/%s", name);
    close(creat(through, 0600));
    snprintf(through, sizeof through, "%s", name);
    close(creat(through, 0600));
    snprintf(through, sizeof through, "way/%s", name);
    here = open(".", O_PATH | O_DIRECTORY);
    there = open("/proc/self/fd", O_PATH | O_DIRECTORY);
    opened_from = lowest_free();
    if (syscall(SYS_renameat2, here, "way", here, "other", 2 /* RENAME_EXCHANGE */))
        lacks("RENAME_EXCHANGE");
}

static void *exchange(void *unused)
{
    for (;;)
        syscall(SYS_renameat2, here, "way", here, "other", 2);
    return unused;
}

static void *move(void *unused)
{
    for (;;)
        fchdir(there), sched_yield(), fchdir(here), sched_yield();
    return unused;
}

static int once(int round)
{
    if (round & 1)
        return openat(here, through, round & 2 ? O_RDWR | O_CREAT : O_WRONLY, 0600);
    return (int)syscall(SYS_open, through + strlen("way/"), round & 2 ? O_WRONLY : O_RDWR | O_APPEND);
}

static void race(void)
{
    begin_thread(exchange);
    begin_thread(move);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
