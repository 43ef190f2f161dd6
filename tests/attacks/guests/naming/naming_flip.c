/* Another thread puts an end of a datagram pair under the number that is bound, connected or given SO_PASSCRED. */
#include "named_end.h"

static int p[2], own, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(own, number);
        dup2(p[0], number);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    struct sockaddr_un name = {AF_UNIX, ""};
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    pthread_t t;
    int on = 1, won = 0;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    own = socket(AF_UNIX, SOCK_DGRAM, 0);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until && !won) {
        bind(number, (struct sockaddr *)&name, sizeof(sa_family_t));
        setsockopt(number, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
        connect(number, &none, sizeof none);
        write(p[0], "A", 1);
        won = reached(p[0]);
    }
    end(won, "an end has no name");
}
