/*
 * tracer CALLS COMMAND [ARGUMENT ...]
 *
 * The least that a tracer of some calls can do: a filter returns SECCOMP_RET_TRACE for CALLS (names, with commas
 * between them), and each stop is answered by PTRACE_CONT. It follows children and ends as the command does.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16 };

static const struct {
    const char *name;
    unsigned number;
} CALLS[] = {
    {"write", SYS_write}, {"writev", SYS_writev}, {"sendto", SYS_sendto}, {"sendmsg", SYS_sendmsg},
    {"pipe2", SYS_pipe2}, {"pipe", SYS_pipe}, {"socketpair", SYS_socketpair},
};

static void must(int good, const char *what)
{
    if (!good) {
        fprintf(stderr, "tracer: %s: %s\n", what, strerror(errno));
        exit(125);
    }
}

static unsigned number_of(const char *name)
{
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
        if (!strcmp(CALLS[i].name, name))
            return CALLS[i].number;
    fprintf(stderr, "tracer: %s: not a call this tracer knows\n", name);
    exit(125);
}

static void load_filter(char *names)
{
    struct sock_filter code[2 * MOST + 2];
    unsigned short length = 0;
    code[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
        must(length < 2 * MOST, "too many calls");
        code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number_of(name), 0, 1);
        code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {length, code};
    must(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
    must(!prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), "seccomp");
}

static int signal_to_pass_on(int status)
{
    int event = status >> 16, number = WSTOPSIG(status);
    return event || number == SIGTRAP ? 0 : number;
}

static pid_t command;

static void forward(int number)
{
    kill(command, number);
}

int main(int argc, char **argv)
{
    must(argc > 2, "usage: tracer CALLS COMMAND [ARGUMENT ...]");
    int go[2];
    must(!pipe(go), "pipe");
    command = fork();
    must(command >= 0, "fork");
    if (!command) {
        char byte;
        close(go[1]);
        must(read(go[0], &byte, 1) == 1, "the tracer is gone");
        close(go[0]);
        load_filter(argv[1]);
        execvp(argv[2], argv + 2);
        must(0, argv[2]);
    }
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                   PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    must(!ptrace(PTRACE_SEIZE, command, 0, options), "seize");
    signal(SIGTERM, forward);
    signal(SIGINT, forward);
    must(write(go[1], "x", 1) == 1, "write");
    close(go[0]);
    close(go[1]);
    int end = 125;
    for (;;) {
        int status;
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid < 0 && errno == EINTR)
            continue;
        if (tid < 0)
            return end;
        if (WIFSTOPPED(status))
            ptrace(PTRACE_CONT, tid, 0, signal_to_pass_on(status));
        else if (tid == command)
            end = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}
