/* A thread executes a program and takes over its leader's number; its own is used again at once by another process's child, which
 * shares a table. Idea: until the exec is served, what that child reports, and is, is taken for the thread.
 */
#include "crowded.h"

struct shared {
    volatile int thread, stop;
};

static struct shared *s;

static void *executes(void *unused)
{
    s->thread = syscall(SYS_gettid);
    execl("/proc/self/exe", "executed", "executed", NULL);
    return unused;
}

static void group(void)
{
    pthread_t t;
    end_with_maker();
    if (pthread_create(&t, NULL, executes, NULL))
        _exit(1);
    for (;;)
        pause();
}

static int attempt(void)
{
    static char stack[65536];
    pid_t heir = -1;
    s->thread = s->stop = 0;
    pid_t leader = fork();
    if (!leader)
        group();
    for (double until = now() + 2; !s->thread && now() < until;)
        ;
    for (double until = now() + 0.5; heir < 0 && now() < until;)
        heir = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, (void *)&s->stop);
    int won = heir > 0 && write_and_look(0.15);
    s->stop = 1;
    usleep(20000);
    if (heir > 0)
        end_of(heir);
    end_of(leader);
    return won;
}

int main(int argc, char **argv)
{
    if (argc > 1) { /* the executed program */
        usleep(20000);
        return argv == NULL;
    }
    need_few_numbers();
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    begin_number();
    fill();
    make_room(2);
    int won = 0;
    for (double until = tries_until(10); now() < until && !won;)
        won = attempt();
    end(won, "the thread and the child are told apart");
}
