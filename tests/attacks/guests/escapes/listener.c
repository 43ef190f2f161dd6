/* A listener of the program's own (NEW_LISTENER, with other flags and garbage in the high words) lets a trapped write run. */
#include "../attack.h"
#include <sys/ioctl.h>

static int p[2];

static int listener(unsigned long flags, unsigned long high)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    return syscall(SYS_seccomp, high | SECCOMP_SET_MODE_FILTER, high | SECCOMP_FILTER_FLAG_NEW_LISTENER | flags, &program);
}

static void answer(int fd)
{
    struct seccomp_notif asked = {0};
    struct seccomp_notif_resp said = {.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, &asked);
    said.id = asked.id;
    ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &said);
}

static volatile int fd = -1, tried;

static void *writer(void *flags)
{
    unsigned long high = (unsigned long)flags & 1 ? 0xdeadbeef00000000 : 0;
    fd = listener((unsigned long)flags >> 1, high);
    tried = 1;
    if (fd >= 0)
        write(p[1], "B", 1);
    return NULL;
}

int main(void)
{
    static const unsigned long others[] = {0, SECCOMP_FILTER_FLAG_LOG, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
        SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    for (int i = 0; i < 10; i++) {
        pid_t pid = fork();
        if (!pid) {
            pthread_t t;
            pthread_create(&t, NULL, writer, (void *)(others[i / 2] << 1 | (i & 1)));
            while (!tried)
                usleep(1000);
            if (fd >= 0)
                answer(fd);
            pthread_join(t, NULL);
            _exit(0);
        }
        await_end(pid, 20);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    end(foreign(p[0], 'A'), "nobody else answers");
}
