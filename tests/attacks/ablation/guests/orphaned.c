/* Writers are in their stops when the supervisor is killed from outside, as soon as something is in standard output: a
 * file, for pwrite, that is locked until all of us have ended.
 */
#include "ablation.h"
#include <sys/file.h>

int main(void)
{
    int p[2];
    pid_t pids[6];
    double until = now() + 20;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int i = 0; i < 6; i++) {
        pids[i] = fork();
        if (pids[i])
            continue;
        while (now() < until)
            write(p[1], "B", 1);
        _exit(0);
    }
    int won = 0;
    flock(1, LOCK_EX);
    pwrite(1, "stopped\n", 8, 0);
    while (now() < until && !won) {
        won = foreign(p[0], 'A');
        usleep(2000);
    }
    for (int i = 0; i < 6; i++)
        kill(pids[i], SIGKILL);
    pwrite(1, won ? "THROUGH\n" : "stopped\n", 8, 0);
    _exit(0);
}
