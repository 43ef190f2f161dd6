/* The program's own filter traps write with the data of other rows of the supervisor's. */
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

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (unsigned data = 0; data < 130; data += 10) {
        pid_t pid = fork();
        if (!pid) {
            if (data)
                filter(SYS_write, SECCOMP_RET_TRACE | data);
            write(p[1], "B", 1);
            _exit(0);
        }
        waitpid(pid, NULL, 0);
    }
    end(foreign(p[0], 'A'), "registers decide");
}
