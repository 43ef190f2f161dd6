/* A child made with CLONE_UNTRACED, by clone or clone3, lets a tracer of the program's own run its write. */
#include "ablation.h"
#include <linux/sched.h>
#include <sys/ptrace.h>

int main(int argc, char **argv)
{
    int p[2], status = 0;
    struct clone_args all = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    long pid;
    if (argc > 1 && !strcmp(argv[1], "clone3"))
        pid = syscall(SYS_clone3, &all, sizeof all);
    else
        pid = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0L, 0L, 0L, 0L);
    if (!pid) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        write(p[1], "B", 1);
        _exit(0);
    }
    if (pid < 0)
        end(0, strerror(errno));
    double until = now() + 1.0;
    int began = 0;
    while (now() < until) {
        if (waitpid(pid, &status, WNOHANG | WUNTRACED) != pid) {
            usleep(1000);
            continue;
        }
        if (!WIFSTOPPED(status))
            break;
        if (!began++)
            ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL);
        ptrace(PTRACE_CONT, pid, 0, 0);
        kill(pid, SIGCONT);
    }
    kill(pid, SIGKILL);
    end(foreign(p[0], 'A'), "no child left the supervisor");
}
