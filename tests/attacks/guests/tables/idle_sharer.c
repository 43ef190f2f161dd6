/* The process that exchanges a shared number, and the writer, hardly ever have a CPU: every wait for a stop is long. */
#include "../attack.h"

enum { NUMBER = 40 };

static int p[2], null;

static pid_t busy(int cpu)
{
    cpu_set_t set;
    pid_t pid = fork();
    if (pid)
        return pid;
    end_with_maker();
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
    for (;;)
        ;
}

static int flip(void *unused)
{
    struct sched_param none = {0};
    end_with_maker();
    sched_setscheduler(0, SCHED_IDLE, &none);
    for (;;) {
        dup2(p[1], NUMBER);
        dup2(null, NUMBER);
    }
    return unused != NULL;
}

int main(void)
{
    static char stack[65536];
    struct sched_param none = {0};
    double until = tries_until(1.8);
    int won = 0;
    pid_t pids[3];
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
    pids[0] = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    pids[1] = busy(0);
    pids[2] = busy(1);
    sched_setscheduler(0, SCHED_IDLE, &none);
    while (now() < until && !won) {
        write(NUMBER, "B", 1);
        won = foreign(p[0], 'A');
    }
    for (int i = 0; i < 3; i++)
        kill(pids[i], SIGKILL);
    end(won, "slow threads are waited for");
}
