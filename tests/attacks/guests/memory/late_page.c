/* A message ends in a page that is not there; it is mapped, with other bytes, between the look and the write. */
#include "../attack.h"

static char *area;

static void *mapper(void *unused)
{
    for (;;) {
        mmap(area + 4096, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        memset(area + 4096, 'B', 4096);
        munmap(area + 4096, 4096);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1);
    pthread_t t;
    int p[2], won = 0;
    area = mmap(NULL, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(area, 'A', 4096);
    munmap(area + 4096, 4096);
    pipe2(p, O_NONBLOCK);
    pthread_create(&t, NULL, mapper, NULL);
    while (now() < until && !won) {
        struct iovec parts[] = {{area, 4096}, {area + 4096, 4096}};
        write(p[1], area, 8192);
        won = foreign(p[0], 'A');
        writev(p[1], parts, 2);
        won |= foreign(p[0], 'A');
    }
    end(won, "only what was seen is written");
}
