/* While a write waits for room, another thread gives the whole process a filter against the calls the wait could use. */
#include "../attack.h"

static int p[2];
static char data[200000];

static void nothing(int number)
{
    (void)number;
    memset(data, 'B', sizeof data);
}

static void forbid(unsigned action)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pause, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_restart_syscall, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, action),
    };
    struct sock_fprog program = {5, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

static void *writer(void *unused)
{
    for (;;)
        write(p[1], data, sizeof data);
    return unused;
}

int main(void)
{
    static const unsigned actions[] = {SECCOMP_RET_ERRNO, SECCOMP_RET_TRAP, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_TRACE | 20};
    int won = 0, value = 0;
    pipe(p);
    for (int i = 0; i < 8; i++) {
        pid_t pid = fork();
        memset(data, 'A', sizeof data);
        if (!pid) {
            pthread_t t;
            struct sigaction a = {.sa_handler = nothing, .sa_flags = i & 4 ? SA_RESTART : 0};
            sigaction(SIGUSR1, &a, NULL);
            sigaction(SIGSYS, &a, NULL);
            pthread_create(&t, NULL, writer, NULL);
            usleep(20000);
            forbid(actions[i & 3]);
            for (int k = 0; k < 20; k++) {
                pthread_kill(t, SIGUSR1);
                usleep(1000);
            }
            _exit(0);
        }
        for (int k = 0; k < 100 && waitpid(pid, NULL, WNOHANG) == 0; k++) {
            usleep(2000);
            won |= k > 10 && mixed(p[0], &value);
        }
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        won |= mixed(p[0], &value);
    }
    end(won, "only the event byte came out");
}
