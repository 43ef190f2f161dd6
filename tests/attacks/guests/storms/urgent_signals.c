/* SIGURG, the signal that ends the supervisor's sleeps, is sent to it without end, and to a program that uses it
 * itself: blocked, ignored, handled. Everybody's writes must go on, and the program's signals be its own.
 */
#include "../broken.h"

static volatile int urgent;
static void note(int number) { (void)number; urgent++; }

static pid_t tracer(void)
{
    char text[4096] = "", *found;
    int fd = open("/proc/self/status", O_RDONLY);
    read(fd, text, sizeof text - 1);
    close(fd);
    found = strstr(text, "TracerPid:");
    return found ? atoi(found + 10) : 0;
}

int main(void)
{
    pid_t supervisor = tracer(), storm = 0;
    if (supervisor && !(storm = fork()))
        for (;;)
            kill(supervisor, SIGURG);
    sigset_t set, before;
    struct sigaction action;
    sigprocmask(SIG_SETMASK, NULL, &before);
    sigaction(SIGURG, NULL, &action);
    int wrong = sigismember(&before, SIGURG) || action.sa_handler != SIG_DFL;
    signal(SIGURG, note);
    sigemptyset(&set), sigaddset(&set, SIGURG);
    int ends[2];
    pipe(ends);
    long told = 0, asked = 0;
    for (double until = now() + 2; now() < until || asked < 100; asked++) {
        char byte;
        told += write(ends[1], "A", 1) == 1 && read(ends[0], &byte, 1) == 1;
    }
    if (urgent)
        wrong = 2;
    raise(SIGURG);
    if (urgent != 1)
        wrong = 4;
    if (storm)
        kill(storm, SIGKILL), waitpid(storm, NULL, 0);
    printf("%ld of %ld, wrong %d\n", told, asked, wrong);
    finish(wrong || told != asked, "all went on");
}
