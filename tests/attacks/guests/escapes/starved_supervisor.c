/* The supervisor gets little of everything (SCHED_IDLE, no file size, no locked memory) while numbers are exchanged. */
#include "../attack.h"

static int p[2], null, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(null, number);
        dup2(p[1], number);
    }
    return unused;
}

int main(void)
{
    static const int kinds[] = {RLIMIT_FSIZE, RLIMIT_MEMLOCK, RLIMIT_NPROC, RLIMIT_CORE, RLIMIT_SIGPENDING, RLIMIT_MSGQUEUE};
    struct rlimit before[6], none;
    struct sched_param zero = {0};
    pid_t supervisor = getppid();
    pthread_t t;
    int won = 0;
    double until = tries_until(1.2);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    null = open("/dev/null", O_WRONLY);
    for (int i = 0; i < 6; i++) {
        prlimit(supervisor, kinds[i], NULL, &before[i]);
        none = before[i];
        none.rlim_cur = 0;
        prlimit(supervisor, kinds[i], &none, NULL);
    }
    syscall(SYS_ioprio_set, 1, supervisor, 3 << 13);
    sched_setscheduler(supervisor, SCHED_IDLE, &zero);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until && !won) {
        write(number, "B", 1);
        won = foreign(p[0], 'A');
    }
    sched_setscheduler(supervisor, SCHED_OTHER, &zero);
    syscall(SYS_ioprio_set, 1, supervisor, 0);
    for (int i = 0; i < 6; i++)
        prlimit(supervisor, kinds[i], &before[i], NULL);
    end(won, "a poor supervisor is one all the same");
}
