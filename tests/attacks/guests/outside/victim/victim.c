/* A process outside the sandbox. It does two harmless things that only somebody who got at it can make it do: it writes a
 * byte where its memory says (address and layout as in ../victim.h), and it counts the signals it gets in its name.
 * And it keeps descriptors for whoever gives it some (../keeping.h).
 */
#include "../keeping.h"

/* At once, while the signal is blocked: who sees none pending and none blocked sees all of them in the name. */
static void count(int number)
{
    static int signals;
    char name[16];
    (void)number;
    snprintf(name, sizeof name, "victim %d", ++signals);
    prctl(PR_SET_NAME, name);
}

/* Its argument: who started it, and may have ended since. */
int main(int argc, char **argv)
{
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    struct victim *v = mmap((void *)VICTIM_AT, sizeof *v, PROT_READ | PROT_WRITE, anonymous, -1, 0);
    int p[2];
    if (argc != 2)
        return 2;
    end_with(atoi(argv[1]));
    prctl(PR_SET_DUMPABLE, 1);
    prctl(PR_SET_NAME, "victim 0");
    signal(SIGUSR1, count);
    pipe(p);
    dup2(p[1], VICTIM_FD);
    sigset_t counted;
    sigemptyset(&counted);
    sigaddset(&counted, SIGUSR1);
    pthread_t keeping;
    pthread_sigmask(SIG_BLOCK, &counted, NULL); /* the first thread has the name and counts */
    pthread_create(&keeping, NULL, keep_for_all, NULL);
    pthread_sigmask(SIG_UNBLOCK, &counted, NULL);
    for (;;) {
        if (v->go) {
            int fd = open(v->path, O_WRONLY | O_NONBLOCK);
            write(fd, "B", 1);
            close(fd);
            v->go = 0;
        }
        usleep(2000);
    }
}
