/* The supervisor's descriptors are taken away and given back (prlimit) while dead pairs are looked for: what it cannot open it must not
 * take for gone.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

int main(void)
{
    struct rlimit all, few;
    pid_t supervisor = getppid(), others[3];
    int p[2];
    prlimit(supervisor, RLIMIT_NOFILE, NULL, &all);
    few = all;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int i = 0; i < 3; i++)
        if (!(others[i] = fork())) {
            end_with_maker();
            if (i < 2)
                close(p[0]), close(p[1]);
            while (i == 0) {
                few.rlim_cur = 8 + rand() % 12;
                prlimit(supervisor, RLIMIT_NOFILE, &few, NULL);
                usleep(rand() % 300);
                prlimit(supervisor, RLIMIT_NOFILE, &all, NULL);
                usleep(rand() % 3000);
            }
            while (i == 1) { /* what makes a pipe that cannot be looked at is killed */
                if (!fork()) {
                    sweep();
                    _exit(0);
                }
                wait(NULL);
            }
            for (;;)
                pause();
        }
    close(p[0]);
    sleep(2);
    kill(others[0], SIGKILL), kill(others[1], SIGKILL);
    prlimit(supervisor, RLIMIT_NOFILE, &all, NULL);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", others[2], p[0]);
    int in = open(path, O_RDONLY | O_NONBLOCK);
    write(p[1], "B", 1);
    int won = foreign(in, 0);
    for (int i = 0; i < 3; i++)
        kill(others[i], SIGKILL), waitpid(others[i], NULL, 0);
    end(won, "the pipe was still known");
}
