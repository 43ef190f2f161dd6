/* An allowed program writes into a pair it did not make: the pair stays what its maker's rule says.
 * policy: --policy tests/attacks/policies/true_is_free.yaml
 */
#include "../attack.h"

static void printf_to(int fd)
{
    pid_t pid = fork();
    if (!pid) {
        dup2(fd, 1);
        execl("/usr/bin/printf", "printf", "B", NULL);
        _exit(1);
    }
    waitpid(pid, NULL, 0);
}

int main(void)
{
    int p[2], s[2];
    pipe2(p, O_NONBLOCK);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s);
    write(p[1], "A", 1);
    write(s[1], "A", 1);
    printf_to(p[1]);
    printf_to(s[1]);
    end(foreign(p[0], 'A') | foreign(s[0], 'A'), "the maker decides");
}
