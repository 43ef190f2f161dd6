/* The writing thread's leader has ended, and with it the table a process descriptor names. */
#include "../attack.h"

static int p[2];

static void *rest(void *unused)
{
    usleep(100000);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "the byte was refused");
    return unused;
}

int main(void)
{
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, rest, NULL);
    syscall(SYS_exit, 0);
}
