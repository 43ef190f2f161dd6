/* A number is closed and made again, as /dev/full, as a new pipe and as an old one, while others write to it. */
#include "../attack.h"

static int p[2], lowest;
static volatile int won;

static void *churn(void *unused)
{
    for (;;) {
        int q[2];
        close(lowest);
        open("/dev/full", O_WRONLY);
        close(lowest);
        dup2(p[1], lowest);
        close(lowest);
        if (pipe2(q, O_NONBLOCK))
            continue;
        dup2(q[1], lowest);
        write(q[1], "C", 1);
        won |= foreign(q[0], 0);
        close(q[0]);
        close(q[1]);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    signal(SIGPIPE, SIG_IGN);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    lowest = dup(0);
    pthread_create(&t, NULL, churn, NULL);
    while (now() < until && !won) {
        write(lowest, "B", 1);
        won |= foreign(p[0], 'A');
    }
    end(won, "each pipe had one value");
}
