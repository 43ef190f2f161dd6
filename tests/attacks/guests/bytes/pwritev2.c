/* pwritev2 at position -1, with and without flags. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    struct iovec v = {"B", 1};
    syscall(SYS_pwritev2, out, &v, 1, -1L, 0L, 0);
    syscall(SYS_pwritev2, out, &v, 1, 0xffffffffL, 0L, 0);
    syscall(SYS_pwritev2, out, &v, 1, -1L, -1L, 8);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
