/* Children that want to be nobody's (CLONE_UNTRACED, with garbage in the high word) or are traced by the program itself. */
#include "../attack.h"
#include <sys/ptrace.h>

static int p[2];

static void child(int way)
{
    if (way & 1)
        ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    write(p[1], "B", 1);
    _exit(0);
}

int main(void)
{
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int way = 0; way < 4; way++) {
        long flags = way & 2 ? 0x7700000000L | CLONE_UNTRACED | SIGCHLD : SIGCHLD;
        pid_t pid = syscall(SYS_clone, flags, 0L, 0L, 0L, 0L);
        if (!pid)
            child(way);
        if (pid < 0)
            continue;
        waitpid(pid, NULL, WUNTRACED | __WALL); /* it has stopped itself */
        if (!(way & 1))
            ptrace(PTRACE_SEIZE, pid, 0, 0);
        ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL);
        kill(pid, SIGCONT);
        int status = -1;
        for (double until = now() + 20; now() < until && status != 0; usleep(1000))
            if (waitpid(pid, &status, WNOHANG | __WALL) < 0)
                break;
            else
                ptrace(PTRACE_CONT, pid, 0, 0);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, __WALL);
    }
    end(foreign(p[0], 'A'), "every child was watched");
}
