/* A vfork child writes while its parent sleeps, and one that shares memory only. */
#include "../attack.h"

static int p[2];

static int child(void *unused)
{
    (void)unused;
    write(p[1], "C", 1);
    _exit(0);
}

int main(void)
{
    static char stack[65536];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    if (!vfork()) {
        write(p[1], "B", 1);
        _exit(0);
    }
    waitpid(clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, NULL), NULL, 0);
    end(foreign(p[0], 'A'), "only the event byte came out");
}
