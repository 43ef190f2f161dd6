/* An ordinary socket that sends bytes of its own to an end of a datagram pair, if that end has a name. */
#include "../attack.h"

/* Takes the end apart from its peer and sends to it; 1 if a byte arrived. */
__attribute__((unused)) static int reached(int named)
{
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    struct sockaddr_un name = {0};
    socklen_t length = sizeof name;
    char byte = 0;
    int stranger = socket(AF_UNIX, SOCK_DGRAM, 0);
    connect(named, &none, sizeof none);
    getsockname(named, (struct sockaddr *)&name, &length);
    sendto(stranger, "B", 1, MSG_DONTWAIT, (struct sockaddr *)&name, length);
    close(stranger);
    while (recv(named, &byte, 1, MSG_DONTWAIT) == 1)
        if (byte == 'B')
            return 1;
    return 0;
}
