/* Empty messages and half-open ends between messages of two bytes, in every kind of socket pair and both directions. */
#include "../attack.h"

int main(void)
{
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW}, won = 0;
    for (int i = 0; i < 4; i++)
        for (int way = 0; way < 4; way++) {
            int s[2];
            if (socketpair(AF_UNIX, kinds[i] | SOCK_NONBLOCK, 0, s))
                continue;
            struct msghdr empty = {0};
            signal(SIGPIPE, SIG_IGN);
            sendmsg(s[way & 1], &empty, 0);
            send(s[way & 1], "A", 1, 0);
            send(s[0], "", 0, 0);
            if (way & 2)
                shutdown(s[0], SHUT_RD), shutdown(s[1], SHUT_RD);
            sendmsg(s[1], &empty, MSG_EOR);
            send(s[0], "B", 1, MSG_NOSIGNAL);
            send(s[1], "C", 1, MSG_NOSIGNAL);
            char got[4] = {0};
            int seen = 0;
            for (int end_ = 0; end_ < 2; end_++)
                for (int n = 0; n < 8; n++)
                    if (recv(s[end_], got, 1, MSG_DONTWAIT) == 1)
                        seen |= 1 << (*got & 7);
            won |= (seen & (seen - 1)) != 0;
            close(s[0]);
            close(s[1]);
        }
    end(won, "an empty message sets and resets nothing");
}
