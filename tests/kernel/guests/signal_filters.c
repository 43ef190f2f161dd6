/* Programs with a seccomp filter of their own that block on a full pipe and are interrupted there.
 *
 * For each call that the filter forbids, each verdict and both kinds of handler: what the write says, how much
 * is read, how the process ended. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile struct {
    int handled, ready;
} *shared;

static void on_alarm(int number)
{
    shared->handled++;
}

/* 1 if a process sleeps, or is stopped by its tracer. */
static int is_still(pid_t pid)
{
    char name[32], text[128] = {0}, *state;
    FILE *stat;

    sprintf(name, "/proc/%d/stat", pid);
    stat = fopen(name, "r");
    state = stat && fgets(text, sizeof text, stat) ? strrchr(text, ')') : 0;
    if (stat)
        fclose(stat);
    return state && (state[2] == 'S' || state[2] == 't');
}

/* Sends the signal when the writer waits in its call, and returns when that has been handled, or has killed it. */
static void interrupt(pid_t writer)
{
    int still = 0;

    while (still < 8 && getppid() == writer) {
        usleep(1000);
        still = shared->ready && is_still(writer) ? still + 1 : 0;
    }
    if (getppid() == writer)
        kill(writer, SIGALRM);
    while (!shared->handled && getppid() == writer)
        usleep(1000);
}

static void forbid(int call, unsigned verdict)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, verdict),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};

    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(98);
}

static void interrupted(int call, unsigned verdict, int flags, FILE *out)
{
    static char bytes[65536];
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = flags};
    int fds[2], total = 0;
    ssize_t got;
    pid_t pid, writer = getpid();

    memset(bytes, 'a', sizeof bytes);
    if (pipe(fds) != 0 || fcntl(fds[1], F_SETPIPE_SZ, 4096) != 4096)
        _exit(97);
    if (write(fds[1], bytes, 4096) != 4096)
        _exit(96);
    pid = fork();
    if (pid == 0) { /* empties the pipe, but only after the signal */
        close(fds[1]);
        interrupt(writer);
        while ((got = read(fds[0], bytes, sizeof bytes)) > 0)
            total += got;
        _exit(total / 1000);
    }
    close(fds[0]);
    sigaction(SIGALRM, &action, 0);
    forbid(call, verdict);
    shared->ready = 1;
    got = write(fds[1], bytes, 5000);
    fprintf(out, "wrote %zd %s, handled %d\n", got, got < 0 ? strerrorname_np(errno) : "", shared->handled);
    fflush(out);
    close(fds[1]);
    waitpid(pid, &total, 0);
    _exit(total >> 8);
}

int main(void)
{
    static const int calls[] = {SYS_pause, SYS_seccomp, SYS_prctl, SYS_rt_sigreturn, SYS_restart_syscall};
    static const unsigned verdicts[] = {SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_TRAP,
                                        SECCOMP_RET_ERRNO | EPERM};
    int status;

    shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int call = 0; call < 5; call++)
        for (int verdict = 0; verdict < 4; verdict++)
            for (int restart = 0; restart < 2; restart++) {
                if (calls[call] == SYS_rt_sigreturn && verdict == 3)
                    continue; /* a handler that cannot return: what follows is chance */
                printf("call %d verdict %#x restart %d: ", calls[call], verdicts[verdict], restart);
                fflush(stdout);
                shared->handled = shared->ready = 0;
                if (fork() == 0)
                    interrupted(calls[call], verdicts[verdict], restart ? SA_RESTART : 0, stdout);
                wait(&status);
                printf("status %#x\n", status);
            }
    return 0;
}
