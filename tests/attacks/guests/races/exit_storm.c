/* Processes whose threads exchange a number and write to it end at every moment: by exit, by a thread's exit, by a signal. */
#include "../attack.h"

static int p[2], null, number = 40;

static void *flip(void *unused)
{
    for (int i = 0;; i++) {
        dup2(null, number);
        dup2(p[1], number);
        if (i == 50)
            dup2(null, number);
    }
    return unused;
}

static void *last(void *unused)
{
    for (;;)
        write(number, "B", 1);
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    int won = 0;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    null = open("/dev/full", O_WRONLY);
    for (int round = 0; now() < until && !won; round++) {
        pid_t pid = fork();
        if (!pid) {
            pthread_t t;
            end_with_maker();
            pthread_create(&t, NULL, flip, NULL);
            pthread_create(&t, NULL, last, NULL);
            for (int i = 0; i < 20; i++)
                write(number, "B", 1);
            if (round % 3 == 0)
                _exit(0);
            if (round % 3 == 1)
                syscall(SYS_exit, 0);
            raise(SIGKILL);
        }
        usleep(3000 + round % 7 * 2000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        won = foreign(p[0], 'A');
    }
    end(won, "only the event byte came out");
}
