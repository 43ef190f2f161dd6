/* Another thread changes the bytes of a write. */
#include "../attack.h"

static int p[2];
static volatile char data[64];

static void *flip(void *unused)
{
    for (;;) {
        for (int i = 0; i < 64; i++)
            data[i] = 'B';
        for (int i = 0; i < 64; i++)
            data[i] = 'A';
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        write(p[1], (char *)data, 64);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
