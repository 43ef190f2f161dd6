/* Takes descriptors of the parent, which is the supervisor, with pidfd_getfd and through /proc/PID/fd. */
#include "victim.h"

int main(void)
{
    int pidfd = syscall(SYS_pidfd_open, getppid(), 0), won = 0;
    for (int fd = 0; fd < 64; fd++) {
        char path[20];
        snprintf(path, sizeof path, "fd/%d", fd);
        won |= syscall(SYS_pidfd_getfd, pidfd, fd, 0) >= 0;
        won |= open_of(getppid(), path, O_RDONLY | O_NONBLOCK) >= 0;
    }
    end(won, "the supervisor's descriptors stay closed");
}
