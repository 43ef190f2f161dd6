/* Another thread puts an end of a datagram pair under the number of a bind to a path, which is made natively, and
 * the end is then sent to by name.
 */
#include "ablation.h"

static int p[2], number = 40;

static void *flip(void *unused)
{
    int other = socket(AF_UNIX, SOCK_STREAM, 0);
    for (;;) {
        dup2(other, number);
        dup2(p[0], number);
    }
    return unused;
}

int main(void)
{
    double until = now() + 1.0;
    pthread_t t;
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = 0;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, flip, NULL);
    char path[64];
    sprintf(path, "/tmp/scpipe-flip-%d", getpid());
    while (now() < until && size <= sizeof(sa_family_t)) {
        unlink(path);
        size = sizeof(sa_family_t) + 1 + sprintf(name.sun_path, "%s", path);
        bind(number, (struct sockaddr *)&name, size);
        size = sizeof name;
        getsockname(p[0], (struct sockaddr *)&name, &size);
    }
    if (size <= sizeof(sa_family_t)) {
        unlink(path);
        end(0, "it got no name");
    }
    close(p[1]);
    for (int i = 0; i < 100 && dup2(0, number) < 0; i++)
        ;
    write(p[0], "A", 1);
    sendto(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0), "B", 1, 0, (struct sockaddr *)&name, size);
    unlink(path);
    end(foreign(p[0], 'A'), "nobody but the peer could send");
}
