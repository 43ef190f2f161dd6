/* Another thread puts an end of a datagram pair under the number of what is performed on a copy: names without a
 * path, SO_PASSCRED, and the connection of a UDP socket.
 */
#include "named_end.h"
#include <netinet/in.h>

static int p[2], own, udp, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(own, number);
        dup2(p[0], number);
        dup2(udp, number);
        dup2(p[0], number);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    struct sockaddr_un name = {AF_UNIX, ""};
    struct sockaddr_in local = {AF_INET, htons(9), {htonl(INADDR_LOOPBACK)}};
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    pthread_t t;
    int on = 1, won = 0;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    own = socket(AF_UNIX, SOCK_DGRAM, 0);
    udp = socket(AF_INET, SOCK_DGRAM, 0);
    pthread_create(&t, NULL, flip, NULL);
    for (int i = 0; now() < until && !won; i++) {
        socklen_t size = sizeof(sa_family_t) + 1 + sprintf(name.sun_path + 1, "scpipe-copy-%d-%d", getpid(), i);
        bind(number, (struct sockaddr *)&name, size);
        bind(number, (struct sockaddr *)&name, sizeof(sa_family_t));
        setsockopt(number, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
        connect(number, (struct sockaddr *)&local, sizeof local);
        connect(number, &none, sizeof none);
        write(p[0], "A", 1);
        won = reached(p[0]);
    }
    end(won, "an end has no name");
}
