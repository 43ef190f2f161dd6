/* A filter fakes socketpair(), so that halves of other pairs are presented as a new one.
 * dies
 */
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

static volatile int sv[2], go;

static void *flip(void *unused)
{
    for (;;)
        if (go)
            sv[0] = sv[1] = -1;
    return unused;
}

static int attempt(void)
{
    pthread_t t;
    int f[4];
    char one = 0, two = 0;
    pthread_create(&t, NULL, flip, NULL);
    for (int i = 0; i < 4; i++)
        f[i] = dup(0);
    for (int i = 0; i < 4; i++)
        close(f[i]);
    go = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)sv);
    socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)sv);
    go = 0;
    usleep(1000);
    filter(SYS_socketpair, SECCOMP_RET_ERRNO);
    int halves[2] = {f[0], f[2]}, others[2] = {f[1], f[3]};
    socketpair(AF_UNIX, SOCK_STREAM, 0, halves);
    socketpair(AF_UNIX, SOCK_STREAM, 0, others);
    write(f[0], "A", 1);
    write(f[1], "B", 1);
    recv(f[1], &one, 1, MSG_DONTWAIT);
    recv(f[0], &two, 1, MSG_DONTWAIT);
    return one == 'A' && two == 'B';
}

int main(void)
{
    try_again_for(2, attempt, "both directions of a pair carry one value");
}
