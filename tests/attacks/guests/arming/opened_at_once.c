/* Two threads open links to an end at once, and files beside them, so that what one is given is what the other one writes to.
 */
#include "openers.h"

static void prepare(void)
{
    close(open("file", O_RDWR | O_CREAT, 0600));
    symlink(opened_link, "far");
}

static int once(int round)
{
    static const char *const paths[] = {"far", "file", opened_link, "file", "/dev/null"};
    int given = open(paths[round % COUNT(paths)], round & 1 ? O_WRONLY : O_RDWR);
    write_to_given();
    return given;
}

static void *open_too(void *unused)
{
    for (;;)
        open_often(once);
    return unused;
}

static void race(void)
{
    begin_thread(open_too);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
