/* A starved thread's write runs natively; the thread that then exchanges its number was standing still already, at a call of its own, and is
 * served before the write has begun.
 */
#include "../attack.h"

enum { NUMBER = 40 };

static int p[2], null;

static void *writer(void *unused)
{
    run_on(1, SCHED_IDLE);
    for (;;)
        write(NUMBER, "B", 1);
    return unused;
}

static void *exchanger(void *unused)
{
    run_on(0, SCHED_OTHER);
    for (;;) {
        dup2(null, NUMBER);
        for (int i = 0; i < 20; i++)
            write(null, "x", 1);
        dup2(p[1], NUMBER);
        usleep(15000);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    int won = 0;
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    write(p[1], "A", 1);
    pid_t hog = fork();
    if (!hog) {
        end_with_maker();
        run_on(1, SCHED_OTHER);
        for (;;)
            ;
    }
    pthread_create(&t, NULL, exchanger, NULL);
    pthread_create(&t, NULL, writer, NULL);
    for (double until = tries_until(3); now() < until && !won; usleep(1000))
        won = foreign(p[0], 'A');
    kill(hog, SIGKILL);
    end(won, "whoever stood still was held");
}
