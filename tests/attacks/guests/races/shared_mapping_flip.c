/* Another process changes the bytes and the iovecs of writes in a mapping both share, through a mapping of its own. */
#include "../attack.h"

struct shared {
    volatile struct iovec v[2];
    volatile char good[64], bad[64];
};

int main(void)
{
    double until = tries_until(1.2);
    int p[2], won = 0, file = memfd_create("x", 0);
    ftruncate(file, sizeof(struct shared));
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    struct shared *other = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    memset((char *)s->good, 'A', 64);
    memset((char *)s->bad, 'B', 64);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        for (;;) {
            other->v[0].iov_base = (void *)s->bad;
            other->v[0].iov_len = 64;
            other->good[63] = 'C';
            other->v[0].iov_base = (void *)s->good;
            other->v[0].iov_len = 8;
            other->good[63] = 'A';
        }
    }
    while (now() < until && !won) {
        s->v[1].iov_len = 0;
        writev(p[1], (struct iovec *)s->v, 2);
        won = foreign(p[0], 'A');
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    end(won, "only the event byte came out");
}
