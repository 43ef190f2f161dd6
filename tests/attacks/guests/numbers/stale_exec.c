/* A program that is killed between its exec and the supervisor's look at it tells its exit status, 9, as the thread that called exec;
 * in a PID namespace of its own (test_special_starts.py) that is a task of the sandbox, which exchanges a shared number.
 */
#include "../attack.h"

enum { NUMBER = 40, BUSY = 4 };

static int p[2], null;
static volatile int *go, any;

static void keep_busy(void)
{
    size_t size = (size_t)fewer(6 << 10) << 10;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    end_with_maker();
    pipe2(own, O_NONBLOCK);
    for (;;)
        write(own[1], zeros, size);
}

/* Number 9, if that is to be had: exchanges the number without ever being stopped. */
static int nine(void *unused)
{
    end_with_maker();
    if (!any && syscall(SYS_getpid) != 9)
        pause();
    for (;;) {
        dup2(p[1], NUMBER);
        dup2(null, NUMBER);
    }
    return unused != NULL;
}

int main(int count, char **words)
{
    static char stacks[20][16384];
    pid_t pid, busy[BUSY];
    int won = 0;
    if (count > 1)
        return 0;
    go = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
    any = getpid() >= 9;
    for (int i = 0; i < 20; i++) {
        pid = clone(nine, stacks[i] + 16384, CLONE_FILES | SIGCHLD, NULL);
        if (any || pid == 9)
            break;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    pid_t sharer = pid;
    double until = tries_until(any ? 1.5 : 5);
    while (now() < until && !won) {
        *go = 0;
        if (!(pid = fork())) {
            end_with_maker();
            while (!*go)
                sched_yield();
            execl("/proc/self/exe", words[0], "x", NULL);
            _exit(1);
        }
        for (int i = 0; i < BUSY; i++)
            if (!(busy[i] = fork()))
                keep_busy();
        usleep(5000);
        *go = 1;
        usleep(500 + rand() % 30000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        for (int i = 0; i < BUSY; i++)
            kill(busy[i], SIGKILL), waitpid(busy[i], NULL, 0);
        for (int i = fewer(3000); i > 0 && !won; i--) {
            write(NUMBER, "B", 1);
            won = foreign(p[0], 'A');
        }
    }
    kill(sharer, SIGKILL);
    end(won, "the table's users were known");
}
