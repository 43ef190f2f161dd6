/* The other direction of a socket pair, with another byte. */
#include "../attack.h"

int main(void)
{
    for (int type = SOCK_STREAM; type <= SOCK_SEQPACKET; type++) {
        int p[2];
        if (socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, p))
            continue;
        write(p[0], "A", 1);
        write(p[1], "B", 1);
        if (foreign(p[1], 0) || foreign(p[0], 'A'))
            end(1, "");
    }
    end(0, "one byte for both directions");
}
