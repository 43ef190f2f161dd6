/* The name of a datagram's sender, up to 108 bytes, reaches the other end of the pair. */
#include "../attack.h"

int main(void)
{
    struct sockaddr_un name = {AF_UNIX, ""}, seen = {0};
    socklen_t length = sizeof seen;
    char byte;
    int p[2];
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    int size = 1 + sprintf(name.sun_path + 1, "secret %d", getpid());
    bind(p[0], (struct sockaddr *)&name, sizeof(sa_family_t) + size);
    write(p[0], "A", 1);
    recvfrom(p[1], &byte, 1, MSG_DONTWAIT, (struct sockaddr *)&seen, &length);
    int won = !memcmp(seen.sun_path + 1, "secret", 6);
    length = sizeof seen;
    getpeername(p[1], (struct sockaddr *)&seen, &length);
    end(won | !memcmp(seen.sun_path + 1, "secret", 6), "a sender has no name");
}
