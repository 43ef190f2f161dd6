/* A pipe whose only ends lie in a socket's queue while the ledger forgets dead pairs; then another byte is written. */
#include "../attack.h"
#include "sweep.h"

int main(void)
{
    int p[2], s[2], c;
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    signal(SIGPIPE, SIG_IGN);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    /* A connection of a named socket is no pair. */
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    socklen_t size = sizeof name;
    getsockname(listener, (struct sockaddr *)&name, &size);
    listen(listener, 5);
    s[0] = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(s[0], (struct sockaddr *)&name, size);
    send_end(s[0], p[0]);
    send_end(s[0], p[1]);
    close(p[0]);
    close(p[1]);
    sweep();
    c = accept(listener, 0, 0); /* until now the queue was nobody's */
    p[0] = receive_end(c);
    p[1] = receive_end(c);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "the pipe was still known");
}
