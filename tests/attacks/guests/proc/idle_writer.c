/* A writer that gets no CPU counts as asleep in its write, and so as past the look at its number, where its state cannot
 * be read: then others exchange the number. test_proc.py runs it where there is no /proc.
 */
#include "../attack.h"

static int end_[2], number, nothing;
static volatile int stop;

static void *flip(void *unused)
{
    while (!stop) {
        dup2(end_[1], number);
        dup2(nothing, number);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    pid_t hogs[4];
    struct sched_param least = {0};
    int won = 0;
    if (pipe2(end_, O_NONBLOCK))
        lacks("a pipe");
    nothing = open("/dev/null", O_WRONLY);
    number = dup(nothing);
    write(end_[1], "A", 1);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], 0, flip, 0);
    for (int i = 0; i < 4; i++)
        if (!(hogs[i] = fork()))
            for (double start = now(); now() < start + 4;)
                ;
    double start = now();
    for (int idle = 0; !won && now() < start + 3;) {
        if (!idle && now() > start + 1)
            idle = !sched_setscheduler(0, SCHED_IDLE, &least);
        write(number, "B", 1);
        won = foreign(end_[0], 'A');
    }
    stop = 1;
    for (int i = 0; i < 4; i++)
        kill(hogs[i], SIGKILL), waitpid(hogs[i], 0, 0);
    end(won, "the number was not exchanged in time");
}
