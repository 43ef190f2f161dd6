/* Descriptor numbers with garbage in the high word. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    syscall(SYS_write, 0xdeadbeef00000000UL | (unsigned)out, "B", 1L);
    struct iovec v = {"C", 1};
    syscall(SYS_writev, 0x100000000UL | (unsigned)out, &v, 1L);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
