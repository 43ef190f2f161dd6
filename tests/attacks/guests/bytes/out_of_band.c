/* MSG_OOB with another byte. */
#include "../attack.h"

int main(void)
{
    int p[2];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    send(out, "B", 1, MSG_OOB);
    char byte = 'A';
    recv(in, &byte, 1, MSG_OOB);
    if (byte != 'A')
        end(1, "");
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
