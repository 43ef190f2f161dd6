/* A socket pair is given to a keeper outside before its making is over, has an event, is forgotten, comes back, and is shown as
 * a new one: its numbers are put where those of another pair were told.
 * long
 */
#include "early.h"

static struct {
    atomic_int on;
    int wanted[2];
    volatile int shown[2];
} *told;

static void *exchange(void *unused)
{
    for (;;)
        if (told->on)
            told->shown[0] = told->wanted[0], told->shown[1] = told->wanted[1];
        else
            usleep(100);
    return unused;
}

static int shown_as_new(int ends[2])
{
    pthread_t thread;
    if (!told) {
        told = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        pthread_create(&thread, NULL, exchange, NULL);
    }
    told->wanted[0] = ends[0], told->wanted[1] = ends[1];
    told->on = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)told->shown);
    told->on = 0;
    usleep(300);
    return passes(ends, 'B');
}

int main(void)
{
    as_sockets = 1;
    comes_again = shown_as_new;
    try_again_for(8, try_both, "what comes back is refused");
}
