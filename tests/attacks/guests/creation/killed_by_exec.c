/* A thread that has just made a socket pair is killed by a sibling's exec while its exit stop waits to be served: the pair
 * must not be forgotten, because its ends, shown with ends of later pairs, could carry a value in each direction.
 * dies
 */
#include "../attack.h"

#define BUSY 4

struct shared {
    volatile int sv[2], want, ready;
};

static struct shared *s;
static char *self;

static void on_cpu(int cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
}

static pid_t helper(void (*work)(void))
{
    pid_t pid = fork();
    if (pid)
        return pid;
    end_with_maker();
    work();
    _exit(0);
}

static void hog(void)
{
    on_cpu(1);
    for (;;)
        ;
}

/* Keeps the supervisor at work with long messages. */
static void keep_busy(void)
{
    int p[2];
    size_t size = (size_t)fewer(8 << 10) << 10;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    on_cpu(0);
    for (;;)
        write(p[1], zeros, size);
}

static void flip(void)
{
    on_cpu(0);
    for (;;)
        if (s->want)
            s->sv[0] = s->want;
        else
            usleep(200);
}

static void *maker(void *unused)
{
    struct sched_param none = {0};
    on_cpu(1);
    sched_setscheduler(0, SCHED_IDLE, &none);
    usleep(3000);
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)s->sv);
    pause();
    return unused;
}

static int attempt(int delay)
{
    pthread_t t;
    s->sv[0] = s->sv[1] = s->want = 0;
    pthread_create(&t, NULL, maker, NULL);
    s->ready = 1;
    double give_up = now() + 1;
    while (!s->sv[1] && now() < give_up)
        ;
    usleep(delay);
    char x[12], y[12];
    sprintf(x, "%d", s->sv[0]);
    sprintf(y, "%d", s->sv[1]);
    execl("/proc/self/exe", self, "second", x, y, NULL);
    return 1;
}

/* After the exec: x and y are the lost pair's ends. Shows each with an end of a new pair. */
static int show(int x, int y)
{
    
    char one = 0, two = 0;
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 9, 0);
    if (s == MAP_FAILED)
        return 1;
    s->want = x;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)s->sv))
        return 1;
    usleep(100);
    s->want = y;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)s->sv))
        return 1;
    write(x, "A", 1);
    write(y, "B", 1);
    recv(y, &one, 1, MSG_DONTWAIT);
    recv(x, &two, 1, MSG_DONTWAIT);
    return !(one == 'A' && two == 'B');
}

int main(int count, char **words)
{
    double until = tries_until(2);
    int won = 0;
    self = words[0];
    if (count == 4)
        _exit(show(atoi(words[2]), atoi(words[3])));
    int memory = memfd_create("shared", 0);
    ftruncate(memory, 4096);
    dup2(memory, 9);
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 9, 0);
    pid_t helpers[] = {helper(flip), helper(hog), 0};
    while (now() < until && !won) {
        int status;
        s->ready = 0;
        pid_t pid = fork(), busy[BUSY];
        if (!pid)
            _exit(attempt(rand() % 40000));
        while (!s->ready)
            usleep(100);
        for (int i = 0; i < BUSY; i++)
            busy[i] = helper(keep_busy);
        waitpid(pid, &status, 0);
        for (int i = 0; i < BUSY; i++)
            kill(busy[i], SIGKILL), waitpid(busy[i], NULL, 0);
        won = status == 0;
    }
    for (int i = 0; i < 2; i++)
        kill(helpers[i], SIGKILL);
    end(won, "both directions of a pair carry one value");
}
