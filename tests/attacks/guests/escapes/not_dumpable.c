/* The program hides from an ordinary user's supervisor with PR_SET_DUMPABLE and writes. */
#include "../attack.h"

int main(void)
{
    int p[2];
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_DUMPABLE | (int)0, 0L);
    syscall(SYS_prctl, 0x100000000L | PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "hidden or not, the byte was refused");
}
