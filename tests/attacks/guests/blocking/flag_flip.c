/* O_NONBLOCK, packet mode and the size of a pipe change all the time while writers of two bytes are blocked, reopened or interrupted. */
#include "../attack.h"

static int p[2];
static volatile int quit;

static void nothing(int number)
{
    (void)number;
}

static void *change(void *unused)
{
    while (!quit) {
        fcntl(p[1], F_SETFL, rand() % 2 * O_NONBLOCK | rand() % 2 * O_DIRECT);
        fcntl(p[1], F_SETPIPE_SZ, 4096 << rand() % 5);
    }
    return unused;
}

static void *writer(void *which)
{
    char path[40], data[9000];
    sprintf(path, "/proc/self/fd/%d", p[1]);
    memset(data, "AB"[(intptr_t)which], sizeof data);
    while (!quit) {
        int own = open(path, O_WRONLY | rand() % 2 * O_NONBLOCK);
        write(rand() % 2 ? own : p[1], data, rand() % sizeof data);
        close(own);
    }
    return NULL;
}

int main(void)
{
    double until = tries_until(1.5);
    struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    pthread_t t[3];
    int won = 0;
    sigaction(SIGUSR1, &action, NULL);
    pipe2(p, 0);
    fcntl(p[0], F_SETFL, O_NONBLOCK);
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, writer, (void *)i);
    pthread_create(&t[2], NULL, change, NULL);
    usleep(20000);
    char first = 0;
    while (now() < until && !won) {
        if (first)
            won = foreign(p[0], first);
        else
            read(p[0], &first, 1);
        pthread_kill(t[rand() % 2], SIGUSR1);
    }
    end(won, "the pipe had one value");
}
