/* A first message into a pair without a reader (EPIPE); then the read end is opened anew. */
#include "../attack.h"

int main(void)
{
    int p[2];
    char path[64];
    signal(SIGPIPE, SIG_IGN);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    close(p[0]);
    write(p[1], "A", 1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[1]);
    int again = open(path, O_RDONLY | O_NONBLOCK);
    write(p[1], "B", 1);
    end(foreign(again, 'A'), "the byte belongs to the pipe, not to its ends");
}
