/* sendfile of a page that is changed after the call. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    int file = memfd_create("x", 0);
    off_t at = 0;
    write(file, "AAAA", 4);
    sendfile(out, file, &at, 4);
    pwrite(file, "BBBB", 4, 0);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
