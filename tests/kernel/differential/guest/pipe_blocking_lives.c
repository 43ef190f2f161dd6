/* Writers that wait while their program exits, is killed, runs exec or vfork, or filters itself. */
#include "guest.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

static int p[2];
static long full;

static void make_full_pipe(void)
{
    make_pipe(p, 0);
    full = fill(p[1]);
}

CASE(block_child_exits_group)
{
    make_full_pipe();
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        start_thread(JOB(write, A(p[1]), A(payload), 100));
        pause_ms(100);
        _exit(7);
    }
    close(p[1]);
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    show_status("child", status);
    drain("reader", p[0]);
}

CASE(block_child_killed)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    start_child(job);
    expect_blocked("child", job);
    close(p[1]);
    kill(job->pid, SIGKILL);
    reap("child", job);
    drain("reader", p[0]);
}

CASE(block_exec_from_another_thread)
{
    int status;
    make_full_pipe();
    pid_t pid = fork();
    if (pid == 0) {
        start_thread(JOB(write, A(p[1]), A(payload), 100));
        pause_ms(100);
        execl("/proc/self/exe", "guest", "--exec-target", NULL);
        _exit(99);
    }
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    show_status("child", status);
    show_end(p);
}

static void *read_later(void *count)
{
    pause_ms(200);
    take(p[0], (long)count);
    return NULL;
}

CASE(block_vforked_child)
{
    pthread_t reader;
    int status;
    volatile long result = 0;
    make_full_pipe();
    need(pthread_create(&reader, NULL, read_later, (void *)full) == 0, "pthread_create");
    pid_t pid = vfork();
    if (pid == 0) {
        result = syscall(SYS_write, p[1], payload, N(100));
        _exit(3);
    }
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    pthread_join(reader, NULL);
    say("child's write -> %ld", result);
    show_status("child", status);
    show_end(p);
}

/* A program may forbid itself the very call a supervisor would park it in. */
CASE(block_with_own_filter_against_pause)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pause, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    make_full_pipe();
    need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    show("seccomp", SYS(seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &program));
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_write(p[1], 100);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    job = blocked_write(p[1], 200);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}
