/* Another thread opens and closes the number of a write with a pipe's end. */
#include "ablation.h"

static int p[2], number = 40;

static void *flip(void *unused)
{
    for (;;) {
        close(number);
        dup2(p[1], number);
    }
    return unused;
}

int main(void)
{
    double until = now() + 1.0;
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        write(number, "B", 1);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
