/* Another thread puts a pair's end under the number of a send to a named socket. */
#include "../attack.h"

static int p[2];
static int number = 40;

static void *flip(void *unused)
{
    for (;;) {
        static int named;
        if (!named) {
            struct sockaddr_un self = {AF_UNIX, ""};
            socklen_t size = sizeof self;
            named = socket(AF_UNIX, SOCK_DGRAM, 0);
            bind(named, (struct sockaddr *)&self, sizeof(sa_family_t));
            getsockname(named, (struct sockaddr *)&self, &size);
            connect(named, (struct sockaddr *)&self, size);
        }
        dup2(named, number);
        dup2(p[1], number);
    }
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    signal(SIGPIPE, SIG_IGN);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    while (now() < until) {
        send(number, "B", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "only the event byte came out");
}
