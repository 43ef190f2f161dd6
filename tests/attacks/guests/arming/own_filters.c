/* The program's own filters answer what a supervisor could have done in its place (a filter, a memory file, a mapping, a seal) with
 * success that is none, or are many; installed before or after the first pair, for one thread or for all.
 */
#include "arming.h"

static pthread_barrier_t both;

/* A filter that gives an answer to up to four calls. */
static int install(unsigned long flags, unsigned answer, const int *numbers, int count)
{
    struct sock_filter code[8] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0)};
    struct sock_fprog program = {count + 3, code};
    for (int i = 0; i < count; i++)
        code[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)numbers[i], count - i, 0);
    code[count + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[count + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer);
    if (answer == SECCOMP_RET_USER_NOTIF)
        flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER | (flags ? SECCOMP_FILTER_FLAG_TSYNC_ESRCH : 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static const struct {
    const char *name;
    unsigned answer;
    int numbers[4], count, times;
} filters[] = {
    {"seccomp() succeeds", SECCOMP_RET_ERRNO, {SYS_seccomp}, 1, 1},
    {"all is allowed", SECCOMP_RET_ALLOW, {SYS_seccomp}, 1, 1},
    {"seccomp() fails", SECCOMP_RET_ERRNO | EFAULT, {SYS_seccomp}, 1, 1},
    {"memfd_create() succeeds", SECCOMP_RET_ERRNO, {SYS_memfd_create}, 1, 1},
    {"fcntl() succeeds", SECCOMP_RET_ERRNO, {SYS_fcntl}, 1, 1},
    {"mmap() and mseal() succeed", SECCOMP_RET_ERRNO, {SYS_mmap, 462 /* mseal */, SYS_close, SYS_mprotect}, 4, 1},
    {"openat2() succeeds", SECCOMP_RET_ERRNO, {437 /* openat2 */}, 1, 1},
    {"seccomp() is left to nobody", SECCOMP_RET_TRACE | 7, {SYS_seccomp}, 1, 1},
    {"a listener for seccomp()", SECCOMP_RET_USER_NOTIF, {SYS_seccomp}, 1, 1},
    {"twenty filters", SECCOMP_RET_ALLOW, {SYS_seccomp}, 1, 20},
};

enum { BEFORE, AFTER, THREAD, TSYNC, WHENS };
static const char *const whens[] = {"before", "after", "for one thread", "for all threads"};
static int filter, when;

static void install_all(unsigned long flags)
{
    for (int i = 0; i < filters[filter].times; i++)
        install(flags, filters[filter].answer, filters[filter].numbers, filters[filter].count);
}

static struct call call;

static void *other_thread(void *unused)
{
    if (when == THREAD)
        install_all(0);
    pthread_barrier_wait(&both);
    pthread_barrier_wait(&both);
    write(call.to, DATA);
    call.to = call.args[1] = call.to + 1;
    then_write(&call);
    return unused;
}

static int attempt(const void *kind)
{
    pthread_t thread;
    int p[2], threads = when == THREAD || when == TSYNC;
    if (threads) {
        pthread_barrier_init(&both, NULL, 2);
        pthread_create(&thread, NULL, other_thread, NULL);
        pthread_barrier_wait(&both);
    }
    if (when == BEFORE)
        install_all(0);
    if (make(*(const int *)kind, p) || write(p[1], "A", 1) != 1)
        return 2;
    if (when == AFTER || when == TSYNC)
        install_all(when == TSYNC ? SECCOMP_FILTER_FLAG_TSYNC : 0);
    call = (struct call){SYS_dup2, {p[1], 50, 0, 0}, 50};
    then_write(&call);
    if (threads) {
        pthread_barrier_wait(&both);
        pthread_join(thread, NULL);
    }
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
    call = (struct call){SYS_open, {(long)path, O_WRONLY, 0, 0}, 3};
    while (fcntl(call.to, F_GETFL) >= 0 && call.to < 60)
        call.to++;
    then_write(&call);
    return other(p[0], 'A');
}

int main(void)
{
    for (filter = 0; filter < COUNT(filters); filter++)
        for (when = 0; when < WHENS; when++) {
            int kind = (filter + when) % 2 ? STREAM : PIPE;
            note(filters[filter].name, whens[when], 0, in_child(attempt, &kind) == 1);
        }
    finish();
}
