/* A thread's filter asks a listener of the program's own about write, and that lets it run. */
#include "ablation.h"
#include <sys/ioctl.h>

static int listener = -1, p[2];

static void *writer(void *unused)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    long fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    __atomic_store_n(&listener, fd < 0 ? -2 : fd, __ATOMIC_SEQ_CST);
    if (fd >= 0)
        write(p[1], "B", 1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct seccomp_notif asked = {0};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pthread_create(&thread, NULL, writer, NULL);
    while (__atomic_load_n(&listener, __ATOMIC_SEQ_CST) == -1)
        usleep(1000);
    if (listener < 0)
        end(0, "no listener");
    ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked);
    struct seccomp_notif_resp answer = {.id = asked.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    pthread_join(thread, NULL);
    end(foreign(p[0], 'A'), "the listener was asked nothing");
}
