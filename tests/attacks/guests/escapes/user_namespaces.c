/* Writes from nested user, pid and mount namespaces, as root there, with another user's numbers and without capabilities. */
#include "../outside/userns.h"

static int p[2];

static void nest(int depth)
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS))
        return;
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", "0 0 1");
    put("/proc/self/gid_map", "0 0 1");
    pid_t pid = fork();
    if (!pid) {
        setresuid(0, 0, 0);
        setresgid(0, 0, 0);
        write(p[1], "B", 1);
        int q[2];
        pipe2(q, O_NONBLOCK);
        write(q[1], "A", 1);
        write(q[1], "B", 1);
        if (foreign(q[0], 'A'))
            write(p[1], "C", 1);
        if (depth)
            nest(depth - 1);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

int main(void)
{
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        become_root(0);
        nest(3);
        write(p[1], "D", 1);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    end(foreign(p[0], 'A'), "namespaces hide nothing");
}
