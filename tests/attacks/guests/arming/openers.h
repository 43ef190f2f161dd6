/* Opens among siblings that write to what an open may give, and change what it leads to.
 *
 * The pipe is made outside, in a process that only reads it: whoever is killed for what it was given has not taken it along.
 * Nobody writes an event byte there: each byte that comes out is a hole.
 */
#include "arming.h"
#include <sys/stat.h>

enum { OPENS = 60, HIGHER = 8 };

static int opened_pipe[2], opened_from;
static char opened_place[] = "/tmp/attack-XXXXXX", opened_link[40];

/* What opens give are low numbers that were never an end's. */
static void write_to_given(void)
{
    for (int number = opened_from; number < opened_from + HIGHER; number++)
        write(number, DATA);
}

static void *write_for_ever(void *unused)
{
    for (;;)
        write_to_given();
    return unused;
}

__attribute__((unused)) static void begin_thread(void *(*body)(void *))
{
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
}

/* So many tries, and a descriptor that was given is closed when others had the time to write to it. */
__attribute__((unused)) static void open_often(int (*once)(int round))
{
    double until = now() + 1;
    for (int round = 0; round < OPENS && now() < until; round++) {
        int given = once(round);
        for (volatile int i = 0; i < 2000 && given >= 0; i++)
            ;
        close(given);
    }
}

static void in_process(void (*race)(void))
{
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        begin_thread(write_for_ever);
        race();
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

/* The directory can have what a race has left in it, two deep. */
static void empty(const char *path)
{
    struct dirent *entry;
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory))) {
        char below[400];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (entry->d_type == DT_DIR)
            empty(below);
        unlink(below);
    }
    if (directory)
        closedir(directory);
    rmdir(path);
}

/* Has races run in processes of their own, in a directory of theirs, and ends the attack. */
__attribute__((unused, noreturn)) static void try_races(void (*prepare)(void), void (*race)(void))
{
    int won = 0;
    if (!mkdtemp(opened_place) || chdir(opened_place))
        lacks("a directory for links");
    pipe2(opened_pipe, O_NONBLOCK);
    opened_from = lowest_free();
    snprintf(opened_link, sizeof opened_link, "/proc/self/fd/%d", opened_pipe[0]);
    prepare();
    for (double until = tries_until(2); now() < until && !won;) {
        in_process(race);
        won = foreign(opened_pipe[0], -1);
    }
    chdir("/");
    empty(opened_place);
    end(won, "no open gave an end that could be written to");
}
