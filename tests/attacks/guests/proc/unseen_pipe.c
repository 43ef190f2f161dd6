/* A live pipe is looked for during a sweep in the /proc of other processes: those of another PID namespace, where its
 * holder's number is somebody else's. test_ablation.py runs it there; here it is an ordinary sweep.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

int main(void)
{
    int p[2];
    if (pipe2(p, O_NONBLOCK))
        lacks("a pipe");
    write(p[1], "A", 1);
    sweep();
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "the pipe was still known");
}
