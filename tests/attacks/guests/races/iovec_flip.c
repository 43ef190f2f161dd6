/* Another thread changes the iovecs of a writev. */
#include "../attack.h"

static int p[2];
static char good[8] = "AAAAAAA", bad[8] = "BBBBBBB";
static volatile struct iovec v[2];

static void *flip(void *unused)
{
    for (;;) {
        v[0].iov_base = v[1].iov_base = bad;
        v[0].iov_len = v[1].iov_len = 7;
        v[0].iov_base = v[1].iov_base = good;
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
        writev(p[1], (struct iovec *)v, 2);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
