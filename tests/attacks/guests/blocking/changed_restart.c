/* A blocked write is interrupted before its first byte is in; when the kernel restarts it, its number names another pair and its bytes are others. */
#include "../attack.h"

static int p[2], q[2];
static char data[100];

static void exchange(int number)
{
    (void)number;
    dup2(q[1], p[1]);
    memset(data, 'C', 50);
}

int main(void)
{
    struct sigaction action = {.sa_handler = exchange, .sa_flags = SA_RESTART};
    char fill[4096];
    int won = 0;
    sigaction(SIGALRM, &action, NULL);
    for (int round = 0; round < 20 && !won; round++) {
        struct itimerval once = {{0, 0}, {0, 2000 + round * 100}};
        pipe2(p, O_NONBLOCK);
        pipe2(q, O_NONBLOCK);
        memset(fill, 'A', sizeof fill);
        memset(data, 'A', sizeof data);
        while (write(p[1], fill, sizeof fill) > 0)
            ;
        fcntl(p[1], F_SETFL, 0);
        write(q[1], "B", 1);
        setitimer(ITIMER_REAL, &once, NULL);
        write(p[1], data, sizeof data);
        won = foreign(q[0], 'B') || foreign(p[0], 'A');
        for (int i = 0; i < 2; i++)
            close(p[i]), close(q[i]);
    }
    end(won, "a restarted call is judged again");
}
