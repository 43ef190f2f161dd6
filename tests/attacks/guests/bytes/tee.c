/* tee from a pipe with one event byte into a pipe with another. */
#include "../attack.h"

int main(void)
{
    int p[2], q[2];
    pipe2(p, O_NONBLOCK);
    pipe2(q, O_NONBLOCK);
    write(p[1], "A", 1);
    write(q[1], "B", 1);
    tee(q[0], p[1], 1, SPLICE_F_NONBLOCK);
    splice(q[0], NULL, p[1], NULL, 1, SPLICE_F_NONBLOCK);
    end(foreign(p[0], 'A'), "no byte was moved");
}
