/* The last part of a path is exchanged all the time, for a link to an end or a link to such a link, while a sibling opens it to write.
 */
#include "openers.h"

static void prepare(void)
{
    close(open("one", O_RDWR | O_CREAT, 0600));
    symlink(opened_link, "near");
    symlink("near", "other");
    if (syscall(SYS_renameat2, AT_FDCWD, "one", AT_FDCWD, "other", 2 /* RENAME_EXCHANGE */))
        lacks("RENAME_EXCHANGE");
}

static void *exchange(void *unused)
{
    for (;;)
        syscall(SYS_renameat2, AT_FDCWD, "one", AT_FDCWD, "other", 2);
    return unused;
}

static int once(int round)
{
    static const int flags[] = {O_WRONLY, O_RDWR | O_APPEND, O_WRONLY | O_CREAT, O_WRONLY | O_TRUNC | O_NONBLOCK | O_CREAT};
    const char *path = round & 1 ? "one" : "other";
    if (round % 15 == 14)
        return creat(path, 0600);
    return round & 2 ? (int)syscall(SYS_open, path, flags[round / 4 % 4], 0600) : openat(AT_FDCWD, path, flags[round / 4 % 4], 0600);
}

static void race(void)
{
    begin_thread(exchange);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
