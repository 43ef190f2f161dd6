/* Two threads make socket pairs at the same time and show each one end of the other's. */
#include "ablation.h"

static volatile int one[2], two[2], first, stop;
static pthread_barrier_t start;

static void *flip(void *unused)
{
    while (!stop) {
        one[0] = first;
        one[1] = first + 2;
        two[0] = first + 1;
        two[1] = first + 3;
    }
    return unused;
}

static void *make(void *where)
{
    pthread_barrier_wait(&start);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, where);
    return NULL;
}

static int attempt(void)
{
    pthread_t flipper, maker;
    char got = 0, other = 0;
    first = dup(0);
    close(first);
    pthread_barrier_init(&start, NULL, 2);
    pthread_create(&flipper, NULL, flip, NULL);
    pthread_create(&maker, NULL, make, (void *)one);
    make((void *)two);
    pthread_join(maker, NULL);
    write(first, "A", 1);
    write(first + 1, "B", 1);
    recv(first + 1, &got, 1, MSG_DONTWAIT);
    recv(first, &other, 1, MSG_DONTWAIT);
    return got == 'A' && other == 'B';
}

int main(void)
{
    try_again_for(1.5, attempt, "both directions of a pair carry one value");
}
