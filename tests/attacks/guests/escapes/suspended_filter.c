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
    usleep(50000);
    ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_SUSPEND_SECCOMP | PTRACE_O_EXITKILL);
    kill(pid, SIGCONT);
    for (int i = 0; i < 50; i++) {
        waitpid(pid, NULL, WNOHANG | __WALL);
        ptrace(PTRACE_CONT, pid, 0, 0);
        usleep(1000);
    }
    kill(pid, SIGKILL);
    end(foreign(p[0], 'A'), "the filter stayed");
}
