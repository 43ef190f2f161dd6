/* A thread leaves the shared table through close_range(CLOSE_RANGE_UNSHARE). */
#include "../attack.h"

static int p[2], number = 40;

static void *leave(void *unused)
{
    int null = open("/dev/full", O_WRONLY);
    dup2(null, number);
    syscall(SYS_close_range, 900, 901, 2);
    dup2(p[1], number);
    write(number, "B", 1);
    return unused;
}

int main(void)
{
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, leave, NULL);
    pthread_join(t, NULL);
    end(foreign(p[0], 'A'), "the thread's own table was looked at");
}
