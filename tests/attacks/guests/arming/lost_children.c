/* A process with trapped numbers is killed at any moment while it makes children: some are told of by nobody. They use the numbers that they
 * have, and make new ones.
 * dies
 */
#include "hunt.h"

enum { MOST = 6 };

static void use_all(void)
{
    int p[2];
    for (int n = 3; n < 14; n++)
        write_and_see(n);
    for (int i = 0; i < 3; i++) {
        if (pipe2(p, O_NONBLOCK))
            continue;
        int more = dup(p[1]);
        write_and_see(p[1]), write_and_see(more), has_data(p[0]);
    }
    for (int n = 3; n < 24; n++)
        write_and_see(n);
}

static void beget(int how)
{
    pid_t me = getpid();
    for (;;) {
        pid_t child = how == 1 ? syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0L, 0L, 0L, 0L) : how == 2 ? syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0L, 0L, 0L, 0L) : fork();
        if (!child) {
            if (getppid() != me)
                hunt->met++;
            use_all();
            _exit(0);
        }
        hunt->tried += child > 0;
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
    }
}

static void attempt(void)
{
    unsigned seed = getpid();
    for (int round = 0; round < 8; round++) {
        int p[2];
        pid_t parent;
        pipe2(p, O_NONBLOCK);
        if (!(parent = fork())) {
            int q[2];
            pipe2(q, O_NONBLOCK);
            beget(round % 3);
        }
        usleep(1000 + draw(&seed) % 6000);
        kill(parent, SIGKILL);
        waitpid(parent, NULL, 0);
        for (int n = 3; n < 14; n++)
            write_and_see(n);
        usleep(20000);
        has_data(p[0]);
        close(p[0]), close(p[1]);
    }
    usleep(150000);
}

int main(void) { hunt_for(3, attempt, "nothing was in a pipe"); }
