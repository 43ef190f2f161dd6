/* An end of a datagram pair sends to a third socket; won if the pair's peer gets the message. */
#include "ablation.h"

int main(void)
{
    int p[2], third = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    char byte;
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    bind(third, (struct sockaddr *)&name, sizeof(sa_family_t));
    getsockname(third, (struct sockaddr *)&name, &size);
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    sendto(p[1], "A", 1, 0, (struct sockaddr *)&name, size);
    end(recv(p[0], &byte, 1, MSG_DONTWAIT) == 1, "the peer got nothing");
}
