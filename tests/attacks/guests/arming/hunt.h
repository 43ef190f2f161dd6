/* What attacks share in which tasks change numbers while others write data to them, in processes that live for a moment.
 *
 * Nobody writes an event byte, so each byte that lies in a pipe is a hole. Whoever writes looks at once: a process that is killed for it is too
 * late. `met` counts how often the moment came that the attack is about; it is told on standard error.
 */
#include "arming.h"
#include <sys/ioctl.h>
#include <sys/stat.h>

static struct hunt { volatile int through; volatile long met, tried; } *hunt;
static dev_t hunt_pipes; /* the file system of pipes without a name: a FIFO may have what it likes */

/* 1 if data lies in the pipe that a number names. */
__attribute__((unused)) static int has_data(int number)
{
    struct stat status;
    int there = 0;
    if (ioctl(number, FIONREAD, &there) || there <= 0 || fstat(number, &status) || !S_ISFIFO(status.st_mode) || status.st_dev != hunt_pipes)
        return 0;
    hunt->through = 1;
    return 1;
}

/* Writes data and looks whether it went into a pipe; what write(2) returned. */
__attribute__((unused)) static long write_and_see(int number)
{
    long written = syscall(SYS_write, number, DATA);
    if (written > 0)
        has_data(number);
    return written;
}

__attribute__((unused)) static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed >> 16;
}

/* Waits for so many turns of nothing, a number that differs each time. */
__attribute__((unused)) static void dawdle(unsigned *seed, unsigned most)
{
    for (volatile unsigned k = draw(seed) % most; k; k--)
        ;
}

/* Makes attempts for so long, each in a process that is killed with its children when it returns. Ends the attack. */
__attribute__((unused, noreturn)) static void hunt_for(double seconds, void (*attempt)(void), const char *why)
{
    struct stat status;
    int p[2], rounds = 0;
    if (pipe(p) || fstat(p[0], &status))
        lacks("a pipe");
    hunt_pipes = status.st_dev;
    close(p[0]), close(p[1]);
    hunt = mmap(NULL, sizeof *hunt, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (double until = tries_until(seconds); now() < until && !hunt->through; rounds++) {
        pid_t child = fork();
        if (!child) {
            int nothing = open("/dev/null", O_RDWR);
            end_with_maker();
            for (int n = 0; n < 3; n++) /* what the command was given can be pipes, and is free */
                dup2(nothing, n);
            close(nothing);
            attempt();
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    fprintf(stderr, "%d processes, tried %ld, met %ld\n", rounds, hunt->tried, hunt->met);
    end(hunt->through, why);
}
