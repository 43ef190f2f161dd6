/* The creator of a socket pair is killed inside socketpair(); a process that shares its table keeps the ends.
 * dies
 */
#include "../attack.h"

static int creator(void *unused)
{
    (void)unused;
    int p[2];
    for (;;)
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    return 0;
}

int main(void)
{
    double until = tries_until(2);
    static char stack[65536];
    signal(SIGPIPE, SIG_IGN);
    while (now() < until) {
        pid_t pid = clone(creator, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        usleep(500 + rand() % 1000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        for (int last = 1023; last > 3; last--) {
            int size;
            socklen_t length = sizeof size;
            if (getsockopt(last, SOL_SOCKET, SO_TYPE, &size, &length))
                continue;
            struct sockaddr_un name = {AF_UNIX, ""};
            bind(last, (struct sockaddr *)&name, sizeof(sa_family_t) + 1 + sprintf(name.sun_path + 1, "k%d-%d", pid, last));
            write(last - 1, "A", 1);
            write(last - 1, "B", 1);
            if (foreign(last, 0))
                end(1, "");
            break;
        }
        syscall(SYS_close_range, 3, ~0U, 0);
    }
    end(0, "a pair nobody saw being made stays refused");
}
