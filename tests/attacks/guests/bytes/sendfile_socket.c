/* sendfile into a stream socket pair. */
#include "../attack.h"

int main(void)
{
    int p[2];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    int file = memfd_create("x", 0);
    off_t at = 0;
    write(file, "BBBB", 4);
    sendfile(out, file, &at, 4);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
