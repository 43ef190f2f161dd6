/* A thread that its leader waits for (CLONE_VFORK), with a descriptor table of its own: it gives ends numbers, loads filters for itself or
 * for both that answer calls a supervisor may have made in their place with success, ends or executes a program; then the leader goes on.
 */
#include "arming.h"

enum { STACK = 1 << 17 };

static char stacks[2][STACK];
static int how;
static volatile int won;

static void give_and_write(int first, int count)
{
    for (int i = 0; i < count && !won; i++) {
        int p[2], kind = i & 1 ? PIPE : STREAM;
        char path[50];
        if (make(kind, p) || write(p[1], "A", 1) != 1)
            return;
        for (int to = first; to < first + 3; to++) {
            struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
            then_write(&call);
            close(to);
        }
        snprintf(path, sizeof path, "/proc/thread-self/fd/%d", p[0]);
        struct call open_again = {SYS_open, {(long)path, O_WRONLY, 0, 0}, lowest_free()};
        then_write(&open_again);
        close(open_again.to);
        if (other(p[0], 'A'))
            won = 1;
        close(p[0]);
        close(p[1]);
    }
}

static void load_filter(unsigned long flags, unsigned number)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static int inner(void *unused)
{
    static const unsigned numbers[] = {SYS_seccomp, SYS_memfd_create, SYS_mmap, SYS_close};
    give_and_write(60, 1);
    if (how & 2)
        load_filter(how & 4 ? SECCOMP_FILTER_FLAG_TSYNC : 0, numbers[how >> 5 & 3]);
    give_and_write(62, 2);
    if (how & 8)
        execl("/proc/self/exe", "vfork_threads", "again", (char *)NULL);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int outer(void *unused)
{
    give_and_write(50, 1);
    if (how & 1)
        clone(inner, stacks[1] + STACK, CLONE_VM | CLONE_VFORK | CLONE_THREAD | CLONE_SIGHAND, NULL);
    else
        inner(NULL);
    give_and_write(52, 2);
    if (how & 16)
        execl("/proc/self/exe", "vfork_threads", "again", (char *)NULL);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int attempt(void)
{
    int status;
    how = getpid() % 128;
    end_with_maker();
    give_and_write(40, 1);
    clone(outer, stacks[0] + STACK, CLONE_VM | CLONE_VFORK | CLONE_THREAD | CLONE_SIGHAND, NULL);
    give_and_write(42, 3);
    if (!won && !fork())
        give_and_write(70, 2), _exit(won);
    while (wait(&status) > 0)
        won |= WIFEXITED(status) && WEXITSTATUS(status) == 1;
    return won;
}

int main(int count, char **words)
{
    if (count > 1 && !strcmp(words[1], "again")) {
        give_and_write(40, 4);
        return !won;
    }
    try_again_for(8, attempt, "no thread of a sleeping leader got anything through");
}
