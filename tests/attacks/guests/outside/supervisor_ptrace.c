/* Traces the parent, which is the supervisor. */
#include "victim.h"

int main(void)
{
    pid_t pid = getppid();
    int won = !ptrace(PTRACE_SEIZE, pid, 0, 0);
    won |= !syscall(SYS_ptrace, 0x100000000L | PTRACE_SEIZE, 0x100000000L | pid, 0L, 0L);
    if (won) {
        ptrace(PTRACE_INTERRUPT, pid, 0, 0);
        waitpid(pid, NULL, __WALL);
        ptrace(PTRACE_DETACH, pid, 0, 0);
    }
    end(won, "the supervisor has no tracer");
}
