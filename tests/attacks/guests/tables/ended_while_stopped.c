/* A number that is written to changes between a pair and a device; those who exchange it, threads in two processes with one table, end by
 * exit, by SIGKILL and by an exec of a sibling, make new threads, and are stopped and continued, at every moment of being stopped in a row.
 */
#include "../attack.h"

enum { NUMBER = 40, FLIPPERS = 6, SLEEPERS = 12 };

static int p[2], null;

static void exchange(int times)
{
    for (int i = 0; i < times; i++) {
        dup2(null, NUMBER);
        dup2(p[1], NUMBER);
    }
}

static void *sleeper(void *unused)
{
    for (;;)
        poll(NULL, 0, -1);
    return unused;
}

/* Exchanges for a while, leaves another thread in its place, and ends. */
static void *flip(void *left)
{
    pthread_t t;
    pthread_detach(pthread_self());
    exchange(1 + (long)left % 7);
    pthread_create(&t, NULL, flip, (char *)left + 1);
    exchange(3);
    return NULL;
}

static void *execute(void *unused)
{
    usleep(2000 + getpid() % 5 * 1000);
    execl("/proc/self/exe", "d", "again", NULL);
    return unused;
}

/* What shares the table and is killed: with threads, of which one executes a program in each second process. */
static int crowd(void *round)
{
    pthread_t t;
    end_with_maker();
    for (long i = 0; i < FLIPPERS; i++)
        pthread_create(&t, NULL, flip, (void *)i);
    if ((long)round % 2)
        pthread_create(&t, NULL, execute, NULL);
    for (;;)
        exchange(100);
    return 0;
}

static void *writer(void *unused)
{
    for (;;)
        write(NUMBER, "B", 1);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t t;
    int won = 0;
    if (argc > 1)
        return 0;
    pipe2(p, O_NONBLOCK | O_CLOEXEC);
    null = open("/dev/full", O_WRONLY | O_CLOEXEC);
    write(p[1], "A", 1);
    for (int i = 0; i < SLEEPERS; i++)
        pthread_create(&t, NULL, sleeper, NULL);
    pthread_create(&t, NULL, writer, NULL);
    long round = 0;
    for (double until = tries_until(3); now() < until && !won; round++) {
        pid_t pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0L, NULL, NULL, NULL);
        if (!pid)
            _exit(crowd((void *)round));
        for (int i = 0; i < 6; i++) {
            usleep(1000 + round % 5 * 700);
            kill(pid, i % 2 ? SIGCONT : SIGSTOP);
        }
        won = foreign(p[0], 'A');
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    end(won, "whoever came, went or was stopped, all stood still");
}
