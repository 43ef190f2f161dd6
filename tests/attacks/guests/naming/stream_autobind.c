/* Stream and seqpacket ends get a name (SO_PASSCRED and connect), so that they no longer look like a pair. */
#include "../attack.h"

int main(void)
{
    int won = 0, on = 1;
    for (int i = 0; i < 4; i++) {
        struct sockaddr_un name = {AF_UNIX, "no"};
        int p[2];
        socketpair(AF_UNIX, (i & 1 ? SOCK_STREAM : SOCK_SEQPACKET) | SOCK_NONBLOCK, 0, p);
        for (int end = 0; end <= i / 2; end++) {
            setsockopt(p[end], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
            connect(p[end], (struct sockaddr *)&name, sizeof name);
        }
        write(p[0], "A", 1);
        write(p[0], "B", 1);
        write(p[1], "C", 1);
        won |= foreign(p[1], 'A') | foreign(p[0], 'A');
    }
    end(won, "a named pair is a pair");
}
