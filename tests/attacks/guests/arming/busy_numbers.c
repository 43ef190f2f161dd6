/* Threads open and close low numbers all the time while pipes are made and their ends duplicated onto the lowest free number: an end may
 * come to another number than was expected. Others write to all low numbers, and look whether anything got in: a process that is killed for it
 * is too late.
 * dies
 */
#include "arming.h"
#include <sys/ioctl.h>

enum { LOWEST = 3, HIGHEST = 14 };

static volatile int *through;

/* Nobody writes an event byte: what is in a pipe is a hole. */
static void *write_and_look(void *unused)
{
    for (int there;;)
        for (int number = LOWEST; number <= HIGHEST; number++)
            if (write(number, DATA) == 2 && ioctl(number, FIONREAD, &there) == 0 && there > 0)
                *through = 1;
    return unused;
}

static void *open_and_close(void *unused)
{
    for (unsigned i = 0;; i++) {
        int number = i & 1 ? open("/dev/full", O_RDONLY) : dup(0);
        for (volatile unsigned k = i % 64; k; k--)
            ;
        close(number);
    }
    return unused;
}

static int attempt(void)
{
    static void *(*const all[])(void *) = {write_and_look, write_and_look, open_and_close, open_and_close};
    pthread_t thread;
    end_with_maker();
    for (int i = 0; i < COUNT(all); i++)
        pthread_create(&thread, NULL, all[i], NULL);
    for (int i = 0; i < 3 && !*through; i++) {
        int p[2], more;
        if (pipe2(p, O_NONBLOCK))
            continue;
        more = i & 1 ? dup(p[1]) : fcntl(p[1], F_DUPFD, 3);
        for (volatile int k = 0; k < 3000; k++)
            ;
        close(more), close(p[0]), close(p[1]);
    }
    return *through;
}

int main(void)
{
    through = mmap(NULL, sizeof *through, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (double until = now() + 2; now() < until && !*through;) {
        pid_t child = fork();
        if (!child)
            _exit(attempt());
        waitpid(child, NULL, 0);
    }
    end(*through, "nothing was in a pipe");
}
