/* As sweeping/unborn_table, but the parent sleeps in clone(2) while the kernel makes network and mount namespaces for the child. */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { FLAGS = CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID };

static int p[2];
static volatile int *s; /* making, won, stop */

static void *make(void *unused)
{
    s[0] = 1;
    if (syscall(SYS_clone, FLAGS | CLONE_VFORK | SIGCHLD, NULL, NULL, NULL, NULL) == 0) {
        usleep(1000);
        write(p[1], "B", 1);
        s[1] |= foreign(p[0], 0);
        _exit(0);
    }
    return unused;
}

static void attempt(void)
{
    pthread_t t;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int i = 0; i < 400; i++) {
        int q[2];
        pipe(q), close(q[0]), close(q[1]);
    }
    s[0] = 0;
    pthread_create(&t, NULL, make, NULL);
    while (!s[0])
        ;
    for (volatile int n = rand() % 100000; n > 0; n--)
        ;
    close(p[0]), close(p[1]);
    pthread_join(t, NULL);
    _exit(0);
}

int main(void)
{
    pid_t others[2];
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (!(others[i] = fork())) {
            end_with_maker();
            while (i == 0)
                sweep();
            for (;;) {
                if (!fork())
                    unshare(FLAGS), _exit(0);
                wait(NULL);
            }
        }
    for (double until = tries_until(2); now() < until && !s[1];) {
        pid_t pid = fork();
        srand(now() * 1e6);
        if (!pid)
            attempt();
        waitpid(pid, NULL, 0);
    }
    for (int i = 0; i < 2; i++)
        kill(others[i], SIGKILL), waitpid(others[i], NULL, 0);
    end(s[1], "the child's pipe was still known");
}
