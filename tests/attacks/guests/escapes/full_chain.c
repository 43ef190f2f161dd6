/* The chain of filters is filled to its limit, so that no further one could be added; then bytes are written. */
#include "../attack.h"

int main(void)
{
    static struct sock_filter code[4000];
    int p[2], count = 0;
    for (int i = 0; i < 3999; i++)
        code[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_IMM, 0);
    code[3999] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        for (unsigned short length = 4000; length; length /= 2) {
            struct sock_fprog program = {length, code + 4000 - length};
            while (!prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
                count++;
        }
        write(p[1], "B", 1);
        _exit(!count);
    }
    waitpid(pid, NULL, 0);
    end(foreign(p[0], 'A'), "the first filter is enough");
}
