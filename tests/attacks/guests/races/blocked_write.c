/* While a write waits for room: its bytes change, its number becomes another pair's, signals come, flags change. */
#include "../attack.h"

static int p[2], q[2], number = 40;
static volatile char data[100000];

static void nothing(int n)
{
    (void)n;
}

static void *writer(void *unused)
{
    for (;;)
        write(number, (char *)data, sizeof data);
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    struct sigaction a = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    pthread_t t;
    int won = 0;
    pipe(p);
    pipe(q);
    sigaction(SIGUSR1, &a, NULL);
    write(p[1], "A", 1);
    write(q[1], "B", 1);
    memset((char *)data, 'A', sizeof data);
    dup2(p[1], number);
    pthread_create(&t, NULL, writer, NULL);
    for (int i = 0; now() < until && !won; i++) {
        usleep(500);
        memset((char *)data, i & 1 ? 'A' : 'B', sizeof data);
        dup2(i & 2 ? p[1] : q[1], number);
        if (i % 5 == 0)
            pthread_kill(t, SIGUSR1);
        if (i % 7 == 0)
            fcntl(p[1], F_SETPIPE_SZ, i & 8 ? 4096 : 1 << 18);
        if (i % 3 == 0)
            fcntl(number, F_SETFL, i & 16 ? O_NONBLOCK : 0);
        won = foreign(p[0], 'A') || foreign(q[0], 'B');
    }
    end(won, "each pipe kept its byte");
}
