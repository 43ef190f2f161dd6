/* While a send waits for room: its message, timeouts and buffers change, an end is shut down, the pair is made anew. */
#include "../attack.h"

static int number = 40, other = 41;
static volatile char data[300000];

static void nothing(int n)
{
    (void)n;
}

static void *writer(void *unused)
{
    for (;;) {
        struct iovec v = {(char *)data, sizeof data};
        struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
        sendmsg(number, &m, MSG_NOSIGNAL);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    struct sigaction a = {.sa_handler = nothing};
    struct timeval soon = {0, 1000}, never = {0, 0};
    pthread_t t;
    int won = 0, started = 0;
    sigaction(SIGUSR1, &a, NULL);
    while (now() < until && !won) {
        int s[2];
        socketpair(AF_UNIX, SOCK_STREAM, 0, s);
        memset((char *)data, 'A', sizeof data);
        dup2(s[1], number);
        dup2(s[0], other);
        close(s[0]);
        close(s[1]);
        if (!started++)
            pthread_create(&t, NULL, writer, NULL);
        for (int i = 0; i < 12 && !won; i++) {
            int size = i & 1 ? 4096 : 200000;
            usleep(500);
            memset((char *)data, i & 1 ? 'A' : 'B', sizeof data);
            setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, i & 2 ? &soon : &never, sizeof soon);
            setsockopt(number, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
            if (i == 10)
                shutdown(other, SHUT_RD);
            if (i % 4 == 0)
                pthread_kill(t, SIGUSR1);
            won = foreign(other, 0);
        }
    }
    end(won, "each pair had one value");
}
