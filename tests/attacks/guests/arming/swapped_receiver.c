/* The socket of a recvmsg(2) is exchanged by siblings for one in whose queue an end lies; others write to the number that the end is
 * going to get.
 */
#include "arming.h"
#include <netinet/in.h>

enum { SOCKET = 40 };

static int harmless, unix_sockets[2], peeks;
static volatile int over, number;

static void *exchange(void *unused)
{
    for (unsigned i = 0; !over; i++)
        dup2(i & 1 ? harmless : unix_sockets[0], SOCKET);
    return unused;
}

static void *write_to_it(void *unused)
{
    while (!over) {
        write(number, DATA);
        write(number + 1, DATA);
    }
    return unused;
}

static int attempt(void)
{
    struct sockaddr_in6 name = {.sin6_family = AF_INET6};
    pthread_t threads[2];
    int p[2], won = 0;
    peeks = getpid() & 1;
    connect_two(unix_sockets);
    harmless = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (harmless < 0)
        harmless = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, 0);
    else
        bind(harmless, (struct sockaddr *)&name, sizeof name);
    dup2(harmless, SOCKET);
    if (make(getpid() & 2 ? STREAM : PIPE, p) || write(p[1], "A", 1) != 1)
        return 0;
    number = lowest_free();
    pthread_create(&threads[0], NULL, exchange, NULL);
    pthread_create(&threads[1], NULL, write_to_it, NULL);
    for (int i = 0; i < 20 && !won; i++) {
        pass(unix_sockets[1], &p[1], 1);
        for (int k = 0; k < 6; k++) {
            int got = receive(SOCKET, MSG_DONTWAIT | (peeks && k < 3 ? MSG_PEEK : 0));
            if (got >= 0)
                write(got, DATA);
            close(got);
        }
        won = other(p[0], 'A');
    }
    over = 1;
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return won || other(p[0], 'A');
}

int main(void) { try_again_for(1, attempt, "each pair had one value"); }
