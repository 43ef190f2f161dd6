/* Filters forbid the calls a waiting write could be turned into; signals then end the wait. */
#include "../attack.h"

static void filter(int number, unsigned action)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static void nothing(int number)
{
    (void)number;
}

int main(void)
{
    int p[2], won = 0;
    char full[4096];
    memset(full, 'A', sizeof full);
    pipe(p);
    write(p[1], "A", 1);
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        if (!pid) {
            struct sigaction a = {.sa_handler = nothing, .sa_flags = i ? SA_RESTART : 0};
            struct itimerval often = {{0, 3000}, {0, 3000}};
            filter(SYS_pause, i ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO);
            sigaction(SIGALRM, &a, NULL);
            setitimer(ITIMER_REAL, &often, NULL);
            for (int k = 0; k < 200; k++) {
                write(p[1], full, sizeof full);
                write(p[1], "B", 1);
            }
            _exit(0);
        }
        for (int k = 0; k < 300 && !won; k++) {
            usleep(5000);
            won = foreign(p[0], 'A');
            if (waitpid(pid, NULL, WNOHANG) > 0)
                break;
        }
        kill(pid, SIGKILL);
    }
    won |= foreign(p[0], 'A');
    end(won, "only the event byte came out");
}
