/* Pipes are made by a thread, a vfork parent and a sharing child at the moment when another executes an allowed program.
 * policy: --policy tests/attacks/policies/true_is_free.yaml
 */
#include "../attack.h"

static volatile int won;

static void attempt(void)
{
    int p[2];
    if (pipe2(p, O_NONBLOCK))
        return;
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    won |= foreign(p[0], 'A');
    close(p[0]);
    close(p[1]);
}

static void *maker(void *unused)
{
    for (;;)
        attempt();
    return unused;
}

static int become_true(void *unused)
{
    (void)unused;
    execl("/usr/bin/true", "true", NULL);
    return 1;
}

int main(void)
{
    double until = tries_until(1.2);
    static char stack[65536];
    pthread_t t;
    pthread_create(&t, NULL, maker, NULL);
    for (int i = 0; now() < until && !won; i++) {
        int flags = CLONE_VM | CLONE_FILES | SIGCHLD | (i & 1 ? CLONE_VFORK : 0);
        pid_t pid = clone(become_true, stack + sizeof stack, flags, NULL);
        attempt();
        waitpid(pid, NULL, 0);
        attempt();
    }
    end(won, "only the allowed program itself is allowed");
}
