/* splice from a file into a pipe. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    int file = memfd_create("x", 0);
    loff_t at = 0;
    write(file, "BCDE", 4);
    splice(file, &at, out, NULL, 4, 0);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
