/* Threads send different first bytes at once, while one of them is blocked on a small send buffer. */
#include "../attack.h"

static int p[2];
static volatile int start;

static void *one(void *value)
{
    char data[4000];
    memset(data, *(char *)value, sizeof data);
    while (!start)
        ;
    for (int i = 0; i < 3; i++)
        send(p[1], data, sizeof data, i == 2 ? MSG_DONTWAIT : 0);
    return NULL;
}

int main(void)
{
    double until = tries_until(2);
    static char values[4] = "ABCD";
    signal(SIGPIPE, SIG_IGN);
    while (now() < until) {
        pthread_t t[4];
        int least = 1;
        start = 0;
        socketpair(AF_UNIX, rand() & 1 ? SOCK_STREAM : SOCK_DGRAM, 0, p);
        setsockopt(p[1], SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
        for (int i = 0; i < 4; i++)
            pthread_create(&t[i], NULL, one, &values[i]);
        start = 1;
        char all[200000];
        size_t got = 0;
        for (int i = 0; i < 20; i++) {
            ssize_t n = recv(p[0], all + got, sizeof all - got, MSG_DONTWAIT);
            if (n > 0)
                got += n;
            usleep(300);
        }
        for (size_t i = 1; i < got; i++)
            if (all[i] != all[0])
                end(1, "");
        shutdown(p[0], SHUT_RDWR);
        close(p[0]);
        for (int i = 0; i < 4; i++)
            pthread_join(t[i], NULL);
        close(p[1]);
    }
    end(0, "each pair had one value");
}
