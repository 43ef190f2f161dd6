/* The flags of openat2 lie in memory: siblings set and clear there what forbids to follow links, while an end is opened to write.
 */
#include "openers.h"
#include <linux/openat2.h>

static volatile struct open_how how;

static void prepare(void)
{
    how.flags = O_WRONLY;
}

static void *flip(void *unused)
{
    for (;;) {
        how.flags = O_WRONLY | O_NOFOLLOW;
        how.resolve = RESOLVE_NO_MAGICLINKS;
        for (volatile int i = 0; i < 20; i++)
            ;
        how.flags = O_WRONLY;
        how.resolve = 0;
    }
    return unused;
}

static int once(int round)
{
    (void)round;
    return (int)syscall(SYS_openat2, AT_FDCWD, opened_link, &how, sizeof how);
}

static void race(void)
{
    begin_thread(flip);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
