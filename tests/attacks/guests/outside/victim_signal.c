/* Signals a process outside in every way there is. */
#include "victim.h"

int main(void)
{
    pid_t pid = victim();
    int before = signals_of(pid), pidfd = syscall(SYS_pidfd_open, pid, 0);
    siginfo_t info = {.si_signo = SIGUSR1, .si_code = SI_QUEUE};
    kill(pid, SIGUSR1);
    syscall(SYS_tkill, pid, SIGUSR1);
    syscall(SYS_tgkill, pid, pid, SIGUSR1);
    sigqueue(pid, SIGUSR1, (union sigval){0});
    syscall(SYS_rt_tgsigqueueinfo, pid, pid, SIGUSR1, &info);
    for (int flags = 0; flags < 8; flags++)
        syscall(SYS_pidfd_send_signal, pidfd, SIGUSR1, NULL, flags);
    end(signalled(pid, before), "nobody outside was signalled");
}
