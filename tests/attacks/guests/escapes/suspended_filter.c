/* A program asks, as the tracer of its child, that seccomp be suspended there.
 * who: root
 */
#include "../attack.h"
#include <sys/ptrace.h>

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        raise(SIGSTOP);
        write(p[1], "B", 1);
        _exit(0);
    }
    waitpid(pid, NULL, WUNTRACED); /* it has stopped itself */
    ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_SUSPEND_SECCOMP | PTRACE_O_EXITKILL);
    kill(pid, SIGCONT);
    int status = -1;
    for (double until = now() + 20; now() < until && status != 0; usleep(1000))
        if (waitpid(pid, &status, WNOHANG | __WALL) < 0)
            break;
        else
            ptrace(PTRACE_CONT, pid, 0, 0);
    kill(pid, SIGKILL);
    end(foreign(p[0], 'A'), "the filter stayed");
}
