/* Makes pipes until one has the inode number of the pipe it was given as standard output. */
#include "ablation.h"

int main(void)
{
    for (int i = 0; i < 100; i++) {
        int p[2];
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        write(p[1], "B", 1);
        if (foreign(p[0], 'A'))
            end(1, "");
        close(p[0]);
        close(p[1]);
    }
    end(0, "no pipe passed for another");
}
