/* Another thread puts a pipe under the number of a write to /dev/null. */
#include "../attack.h"

static int p[2];
static int null, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        if (!null)
            null = open("/dev/null", O_WRONLY);
        dup2(null, number);
        dup2(p[1], number);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(2);
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        write(number, "B", 1);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
