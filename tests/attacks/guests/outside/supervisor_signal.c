/* Asks whether the parent, which is the supervisor, may be signalled: with signal 0, which is checked like the others. */
#include "victim.h"

int main(void)
{
    pid_t pid = getppid();
    int pidfd = syscall(SYS_pidfd_open, pid, 0), won = 0;
    siginfo_t info = {.si_code = SI_QUEUE};
    won |= !kill(pid, 0);
    won |= !syscall(SYS_tkill, pid, 0);
    won |= !syscall(SYS_tgkill, pid, pid, 0);
    won |= !syscall(SYS_rt_sigqueueinfo, pid, 0, &info);
    won |= !syscall(SYS_rt_tgsigqueueinfo, pid, pid, 0, &info);
    for (int flags = 0; flags < 4; flags++) /* 4 is the process group, in which we are ourselves */
        won |= !syscall(SYS_pidfd_send_signal, pidfd, 0, NULL, flags);
    end(won, "the supervisor cannot be signalled");
}
