/* Children that CLONE_PARENT gives to the supervisor, and one that asks to be untraced. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int i = 0; i < 3; i++) {
        long flags = i == 0 ? CLONE_PARENT | SIGCHLD : i == 1 ? CLONE_UNTRACED | SIGCHLD : CLONE_PARENT;
        pid_t pid = syscall(SYS_clone, flags, 0L, 0L, 0L, 0L);
        if (!pid) {
            write(p[1], "B", 1);
            _exit(0);
        }
        await_end(pid, 20);
    }
    end(foreign(p[0], 'A'), "every child was watched");
}
