/* Long first messages of different bytes are looked at in turns, while threads change their buffers and a short one comes first. */
#include "../attack.h"

static size_t size;

static int p[2];
static char *data[2];
static volatile int start;

static void *lengthy(void *which)
{
    while (!start)
        ;
    write(p[1], data[(intptr_t)which], size);
    return NULL;
}

static void *change(void *unused)
{
    while (!start)
        ;
    for (int i = 0; i < 200; i++)
        data[0][rand() % size] = 'X';
    return unused;
}

int main(void)
{
    double until = tries_until(1.8);
    size = (size_t)fewer(24 << 10) << 10;
    for (int i = 0; i < 2; i++) {
        data[i] = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        memset(data[i], "AB"[i], size);
    }
    for (int round = 0; now() < until; round++) {
        pthread_t t[3];
        memset(data[0], 'A', size);
        start = 0;
        pipe2(p, O_NONBLOCK);
        for (intptr_t i = 0; i < 2; i++)
            pthread_create(&t[i], NULL, lengthy, (void *)i);
        pthread_create(&t[2], NULL, change, NULL);
        start = 1;
        usleep(rand() % 8000);
        write(p[1], "C", 1);
        for (int i = 0; i < 3; i++)
            pthread_join(t[i], NULL);
        write(p[1], "D", 1);
        if (foreign(p[0], 0))
            end(1, "");
        close(p[0]);
        close(p[1]);
    }
    end(0, "each pair had one value");
}
