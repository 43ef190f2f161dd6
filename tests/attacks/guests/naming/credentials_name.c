/* SO_PASSCRED, SO_PASSPIDFD and their like give the sender of a datagram pair a name by itself. */
#include "named_end.h"

int main(void)
{
    int won = 0, on = 1;
    for (long option = 1; option < 100; option++) {
        struct sockaddr_un name = {AF_UNIX, "no"};
        int p[2];
        if (option == SO_RCVBUF || option == SO_SNDBUF || option == SO_RCVLOWAT || option == SO_LINGER)
            continue;
        socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
        syscall(SYS_setsockopt, p[0], 0x100000000L | SOL_SOCKET, 0x7700000000L | option, &on, sizeof on);
        write(p[0], "A", 1);
        connect(p[0], (struct sockaddr *)&name, sizeof name);
        won |= reached(p[0]);
        close(p[0]);
        close(p[1]);
    }
    end(won, "an end has no name");
}
