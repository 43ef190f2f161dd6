/* Has the kernel signal a process outside: as the owner (F_SETOWN, F_SETOWN_EX, FIOSETOWN) of a socket that becomes ready. */
#include "victim.h"
#include <linux/sockios.h>
#include <sys/ioctl.h>

static void ready(pid_t pid, int way)
{
    int s[2];
    struct f_owner_ex owner = {way == 1 ? F_OWNER_TID : F_OWNER_PID, pid};
    socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
    if (way < 2)
        fcntl(s[0], F_SETOWN_EX, &owner);
    else if (way == 2)
        fcntl(s[0], F_SETOWN, pid);
    else
        ioctl(s[0], FIOSETOWN, &pid);
    fcntl(s[0], F_SETSIG, SIGUSR1);
    fcntl(s[0], F_SETFL, O_ASYNC | O_NONBLOCK);
    write(s[1], "A", 1);
}

int main(void)
{
    pid_t pid = victim();
    int before = signals_of(pid);
    for (int way = 0; way < 4; way++)
        ready(pid, way);
    end(signalled(pid, before), "nobody outside was signalled");
}
