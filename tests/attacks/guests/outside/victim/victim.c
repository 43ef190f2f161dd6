/* A process outside the sandbox. It does two harmless things that only somebody who got at it can make it do: it writes a
 * byte where its memory says (address and layout as in ../victim.h), and it counts the signals it gets in its name.
 */
#include "../victim.h"

static volatile sig_atomic_t signals;

static void count(int number)
{
    (void)number;
    signals++;
}

int main(void)
{
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    struct victim *v = mmap((void *)VICTIM_AT, sizeof *v, PROT_READ | PROT_WRITE, anonymous, -1, 0);
    int p[2], said = -1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 1);
    signal(SIGUSR1, count);
    pipe(p);
    dup2(p[1], VICTIM_FD);
    for (;;) {
        char name[16];
        if (said != signals) {
            said = signals;
            snprintf(name, sizeof name, "victim %d", said);
            prctl(PR_SET_NAME, name);
        }
        if (v->go) {
            int fd = open(v->path, O_WRONLY | O_NONBLOCK);
            write(fd, "B", 1);
            close(fd);
            v->go = 0;
        }
        usleep(2000);
    }
}
