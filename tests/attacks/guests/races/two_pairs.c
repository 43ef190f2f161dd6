/* A number that alternates between two pipes with different bytes. */
#include "../attack.h"

static int p[2], q[2], number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(p[1], number);
        dup2(q[1], number);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    pipe2(q, O_NONBLOCK);
    write(p[1], "A", 1);
    write(q[1], "B", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        write(number, "A", 1);
        write(number, "B", 1);
        if (foreign(p[0], 'A') || foreign(q[0], 'B'))
            end(1, "");
    }
    end(0, "each pipe kept its byte");
}
