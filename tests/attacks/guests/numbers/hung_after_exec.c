/* As exec_while_waiting, but the new program makes a call that must run alone as well: whoever stood still for the one that is gone stands still
 * for ever. Two bytes are tried at the end.
 */
#include "../attack.h"

enum { NULL_DEVICE = 52 };

static volatile int *going;
static int other;

/* In the kernel for a third of a second, where only SIGKILL ends it: it does not stop. */
static int busy(void *unused)
{
    size_t size = 8ul << 30;
    char *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(p, size, MADV_NOHUGEPAGE);
    *going = 1;
    madvise(p, size, 22 /* MADV_POPULATE_READ */);
    _exit(0);
    return unused != NULL;
}

static int taker(void *unused)
{
    char number[16];
    char *arguments[] = {"taker", number, NULL};
    while (*going != 2)
        ;
    usleep(20000);
    sprintf(number, "%d", other);
    execv("/proc/self/exe", arguments);
    return unused != NULL;
}

static int sharer(void *unused)
{
    for (int i = 0; i < 50; i++)
        usleep(1000);
    _exit(0);
    return unused != NULL;
}

static void second(pid_t pid)
{
    static char stack[65536];
    int p[2], status, done = 0;
    pid_t mine = clone(sharer, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    for (int i = 0; i < 20; i++)
        write(NULL_DEVICE, "x", 1);
    for (double until = now() + 1.5; now() < until && !done; usleep(10000))
        done = waitpid(pid, &status, WNOHANG | __WALL) == pid;
    kill(pid, SIGKILL);
    waitpid(mine, &status, 0);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "who waits is forgotten when it is gone");
}

int main(int argc, char **argv)
{
    static char stacks[2][65536];
    if (argc > 1 && argv[1])
        second(atoi(argv[1]));
    going = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    dup2(open("/dev/full", O_WRONLY), NULL_DEVICE);
    clone(taker, stacks[0] + 65536, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, NULL);
    other = clone(busy, stacks[1] + 65536, CLONE_FILES | SIGCHLD, NULL);
    while (!*going)
        ;
    usleep(2000);
    *going = 2;
    for (;;)
        write(NULL_DEVICE, "x", 1);
}
