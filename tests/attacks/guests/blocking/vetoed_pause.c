/* A filter that vetoes pause() is put onto all threads while a sibling's blocked write is being turned into pause(). */
#include "../attack.h"

static int p[2];
static char data[200000];
static volatile int start;

static void *writer(void *unused)
{
    start = 1;
    for (;;)
        write(p[1], data, sizeof data);
    return unused;
}

static void veto(unsigned action)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pause, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

static int attempt(int round)
{
    static const unsigned actions[] = {SECCOMP_RET_ERRNO, SECCOMP_RET_TRAP, SECCOMP_RET_TRACE, SECCOMP_RET_ERRNO | EINTR};
    pthread_t t;
    int value = 0;
    signal(SIGSYS, SIG_IGN);
    pipe2(p, 0);
    memset(data, 'A', sizeof data);
    pthread_create(&t, NULL, writer, NULL);
    while (!start)
        ;
    usleep(rand() % 600);
    veto(actions[round % 4]);
    memset(data, 'B', sizeof data);
    for (int i = 0; i < 20; i++)
        if (mixed(p[0], &value))
            return 1;
        else
            usleep(200);
    return 0;
}

int main(void)
{
    double until = tries_until(1.5);
    for (int round = 0; now() < until; round++) {
        int status;
        pid_t pid = fork();
        srand(round);
        if (!pid)
            _exit(!attempt(round));
        waitpid(pid, &status, 0);
        if (status == 0)
            end(1, "");
    }
    end(0, "a vetoed pause changes nothing");
}
