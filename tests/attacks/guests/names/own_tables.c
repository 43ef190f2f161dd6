/* Threads whose table is their own, made so in every way, use a number that is harmless in the leader's table. */
#include "../bytes/ways.h"
#include <linux/close_range.h>

#define AT 150

static int end_of;
static char stack[262144];

static void *unshared(void *unused)
{
    unshare(CLONE_FILES);
    dup2(end_of, AT);
    write(AT, "B", 1);
    return unused;
}

static void *ranged(void *unused)
{
    syscall(436 /* close_range */, AT + 1, AT + 2, CLOSE_RANGE_UNSHARE);
    dup2(end_of, AT);
    send(AT, "B", 1, MSG_NOSIGNAL);
    write(AT, "B", 1);
    return unused;
}

/* Leaves the table, and has a thread of its own that shares the new one. */
static void *further(void *unused)
{
    pthread_t t;
    unshare(CLONE_FILES);
    if (pthread_create(&t, NULL, unshared, NULL) == 0)
        pthread_join(t, NULL);
    return unused;
}

static void in_thread(void *(*work)(void *), int out)
{
    pthread_t t;
    int null = open("/dev/full", O_WRONLY);
    end_of = out;
    dup2(null, AT);
    close(null);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    close(AT);
}

static int other_table(void *unused)
{
    (void)unused;
    dup2(end_of, AT);
    write(AT, "B", 1);
    syscall(SYS_exit, 0);
    return 0;
}

static void by_unshare(int in, int out) { (void)in; in_thread(unshared, out); }
static void by_range(int in, int out) { (void)in; in_thread(ranged, out); }
static void by_thread(int in, int out) { (void)in; in_thread(further, out); }

/* A thread without CLONE_FILES: its table is a copy from the start. */
static void by_clone(int in, int out)
{
    int done, null = open("/dev/full", O_WRONLY);
    (void)in;
    end_of = out;
    dup2(null, AT);
    close(null);
    done = 1;
    int flags = CLONE_VM | CLONE_THREAD | CLONE_SIGHAND | CLONE_FS | CLONE_CHILD_CLEARTID;
    int made = clone(other_table, stack + sizeof stack, flags, NULL, NULL, NULL, &done) > 0;
    for (double until = now() + 60; made && now() < until && __atomic_load_n(&done, __ATOMIC_ACQUIRE);)
        usleep(200);
    close(AT);
}

/* In a child whose leader ends: the rest of it has no leader to be named by. */
static void *without_leader(void *unused)
{
    (void)unused;
    usleep(5000);
    write(end_of, "B", 1);
    _exit(0);
}

static void by_dead_leader(int in, int out)
{
    (void)in;
    end_of = out;
    pid_t pid = fork();
    if (!pid) {
        pthread_t t;
        pthread_create(&t, NULL, without_leader, NULL);
        syscall(SYS_exit, 0);
    }
    waitpid(pid, NULL, 0);
}

static const struct way ways[] = {
    {"unshare", ANY, by_unshare}, {"close_range", ANY, by_range}, {"a thread of such a thread", ANY, by_thread},
    {"clone without CLONE_FILES", ANY, by_clone}, {"a dead leader", ANY, by_dead_leader},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
