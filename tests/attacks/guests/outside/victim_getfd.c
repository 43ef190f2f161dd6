/* Takes the pipe of a process outside with pidfd_getfd. */
#include "victim.h"

int main(void)
{
    int pidfd = syscall(SYS_pidfd_open, victim(), 0);
    int fd = syscall(SYS_pidfd_getfd, pidfd, VICTIM_FD, 0);
    int again = syscall(SYS_pidfd_getfd, 0x700000000L | (unsigned)pidfd, 0x500000000L | VICTIM_FD, 0x900000000L);
    end(write(fd, "B", 1) == 1 || write(again, "B", 1) == 1, "descriptors of others stay closed");
}
