/* A program forbids itself pause(), by seccomp or prctl, and waits for room in a pipe; won if that kills it. */
#include "ablation.h"
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
    int p[2], status, there = 0;
    siginfo_t ended = {0};
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pause, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    static char full[65536];
    memset(full, 'A', sizeof full);
    pipe(p);
    pid_t pid = fork();
    if (!pid) {
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (argc > 1 && argv[1][0] == 's')
            syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
        else
            prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
        write(p[1], full, sizeof full);
        _exit(write(p[1], full, 4096) != 4096);
    }
    for (double until = now() + 20; now() < until && there < (int)sizeof full; ioctl(p[0], FIONREAD, &there))
        usleep(1000); /* it is full: the next write waits, or dies */
    for (double until = now() + 0.5; now() < until && !ended.si_pid; waitid(P_PID, pid, &ended, WEXITED | WNOHANG | WNOWAIT))
        usleep(1000);
    for (int left = sizeof full; left > 0; left -= read(p[0], full, sizeof full))
        ;
    waitpid(pid, &status, 0);
    end(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, "it waited without pause()");
}
