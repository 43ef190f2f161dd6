/* Shows one end of each of two known socket pairs as a new pair, so that a pair's ends belong to two. */
#include "ablation.h"

static volatile int sv[2], want[2], go;

static void *flip(void *unused)
{
    for (;;)
        if (go) {
            sv[0] = want[0];
            sv[1] = want[1];
        }
    return unused;
}

static int attempt(void)
{
    int x[2], y[2];
    char got = 0, other = 0;
    pthread_t thread;
    socketpair(AF_UNIX, SOCK_STREAM, 0, x);
    socketpair(AF_UNIX, SOCK_STREAM, 0, y);
    pthread_create(&thread, NULL, flip, NULL);
    want[0] = x[0];
    want[1] = y[0];
    go = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)sv);
    go = 0;
    write(y[0], "A", 1);
    write(y[1], "B", 1);
    recv(y[1], &got, 1, MSG_DONTWAIT);
    recv(y[0], &other, 1, MSG_DONTWAIT);
    return got == 'A' && other == 'B';
}

int main(void)
{
    try_again_for(1, attempt, "both directions of a pair carry one value");
}
