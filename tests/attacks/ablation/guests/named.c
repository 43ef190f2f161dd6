/* Names an end of a datagram pair (bind, passcred, passpidfd), takes it from its peer by closing that one or
 * with connect (argument connect), and sends to the name from a socket that is no pair.
 */
#include "ablation.h"

int main(int argc, char **argv)
{
    int p[2], one = 1;
    const char *how = argc > 1 ? argv[1] : "";
    struct sockaddr_un name = {AF_UNIX, ""}, none = {AF_UNSPEC, ""};
    socklen_t size = sizeof(sa_family_t) + 1 + sprintf(name.sun_path + 1, "scpipe-ablation-%d", getpid());
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    write(p[1], "A", 1);
    if (!strcmp(how, "passcred"))
        setsockopt(p[0], SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
    else if (!strcmp(how, "passpidfd")) {
        if (setsockopt(p[0], SOL_SOCKET, 76, &one, sizeof one))
            absent();
    }
    else
        bind(p[0], (struct sockaddr *)&name, size);
    write(p[0], "A", 1); /* the option names it now */
    if (!strcmp(how, "connect"))
        connect(p[0], (struct sockaddr *)&none, sizeof(sa_family_t));
    else
        close(p[1]);
    write(p[0], "A", 1); /* the peer is gone: no peer any more */
    size = sizeof name;
    getsockname(p[0], (struct sockaddr *)&name, &size);
    if (size <= sizeof(sa_family_t))
        end(0, "it got no name");
    sendto(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0), "B", 1, 0, (struct sockaddr *)&name, size);
    end(foreign(p[0], 'A'), "nobody but the peer could send");
}
