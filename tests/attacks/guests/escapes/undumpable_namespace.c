/* In a user namespace of its own, and in a PID namespace in that, a process is not dumpable and has other numbers and every capability. */
#include "../attack.h"

static int tries(void)
{
    int p[2] = {-1, -1}, s[2] = {-1, -1};
    char got = 0, other = 0;
    if (!pipe2(p, O_NONBLOCK)) {
        write(p[1], "A", 1);
        write(p[1], "B", 1);
        if (foreign(p[0], 'A'))
            return 1;
    }
    if (!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s)) {
        write(s[0], "A", 1);
        write(s[1], "B", 1);
        read(s[1], &got, 1);
        read(s[0], &other, 1);
    }
    return got == 'A' && other == 'B';
}

/* 1 if it, or a child in a new PID namespace, wins. */
static int inside(int flags)
{
    int status;
    pid_t pid = fork();
    if (!pid) {
        if (unshare(flags))
            _exit(2);
        if (tries())
            _exit(1);
        pid_t child = fork();
        if (!child)
            _exit(tries());
        waitpid(child, &status, 0);
        _exit(WIFEXITED(status) && WEXITSTATUS(status));
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

int main(void)
{
    int first = inside(CLONE_NEWUSER);
    if (first == 2)
        lacks("user namespaces");
    end(first == 1 || inside(CLONE_NEWUSER | CLONE_NEWPID) == 1, "what cannot be looked into fails");
}
