/* Another thread puts a pipe under the target of a sendfile with an offset. */
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
    double until = tries_until(1.5);
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        static int file;
        off_t at = 0;
        if (!file) {
            file = memfd_create("x", 0);
            write(file, "B", 1);
        }
        sendfile(number, file, &at, 1);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
