/* Enters the mount namespace of a process outside, where the kernel's switches can be written.
 * who: root
 */
#include "victim.h"

int main(void)
{
    pid_t pid = victim();
    int pidfd = syscall(SYS_pidfd_open, pid, 0), won;
    won = !setns(open_of(pid, "ns/mnt", O_RDONLY), CLONE_NEWNS) || !setns(pidfd, CLONE_NEWNS);
    won |= open_of(pid, "root/proc/sys/kernel/core_pattern", O_WRONLY) >= 0;
    won |= open_of(pid, "cwd/../../../../../../proc/sys/kernel/core_pattern", O_WRONLY) >= 0;
    end(won, "namespaces and directories of others stay closed");
}
