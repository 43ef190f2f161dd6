/* Registers halves of two socket pairs as one pair by changing sv[] before the supervisor reads it.
 * dies
 */
#include "../attack.h"

static volatile int sv[2], want[2], go, quit;

static void *flip(void *unused)
{
    (void)unused;
    while (!quit)
        if (go) {
            sv[0] = want[0];
            sv[1] = want[1];
        }
    return NULL;
}

static void make(int first, int second, int *one, int *two)
{
    *one = dup(0);
    *two = dup(0);
    close(*one);
    close(*two);
    want[0] = first;
    want[1] = second;
    go = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)sv);
    go = 0;
}

static int attempt(void)
{
    int a, b, c, d, x, y, z, w;
    char got = 0, other = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, flip, NULL);
    make(-1, -1, &a, &b);
    make(-1, -1, &c, &d);
    make(a, c, &x, &y);
    make(b, d, &z, &w);
    write(a, "A", 1);
    write(b, "B", 1);
    recv(b, &got, 1, MSG_DONTWAIT);
    recv(a, &other, 1, MSG_DONTWAIT);
    return got == 'A' && other == 'B';
}

int main(void)
{
    try_again_for(2, attempt, "both directions of a pair carry one value");
}
