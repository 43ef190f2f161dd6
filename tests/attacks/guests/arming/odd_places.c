/* Ends get new numbers in processes of every kind: in and below user and PID namespaces, waited for by vfork, made for another parent, with a
 * table made private, on a signal stack, after an exec, with filters of its own or many of somebody else's, as an orphan.
 */
#include "makers.h"

static char stacks[3][1 << 17];
static const struct attempt *given;
static volatile int result;

static int try_given(void *unused)
{
    result = try_maker(given);
    syscall(SYS_exit, result);
    return unused != NULL;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, __WALL) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static int cloned(int flags)
{
    return wait_for(clone(try_given, stacks[0] + sizeof *stacks, flags | SIGCHLD, NULL));
}

static int in_vfork(void) { return cloned(CLONE_VM | CLONE_VFORK); }
static int in_vfork_without_memory(void) { return cloned(CLONE_VFORK); }

static int clone_once_more(void *unused)
{
    (void)unused;
    wait_for(clone(try_given, stacks[1] + sizeof *stacks, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL));
    int first = result;
    result = first == 1 || try_maker(given) == 1;
    syscall(SYS_exit, 0);
    return 0;
}

static int in_two_vforks(void)
{
    wait_for(clone(clone_once_more, stacks[0] + sizeof *stacks, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL));
    return result == 1 || try_maker(given) == 1;
}

static int in_namespaces(void)
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC))
        return try_maker(given);
    pid_t child = fork();
    if (!child)
        _exit(try_maker(given));
    return wait_for(child);
}

static int in_private_table(void)
{
    syscall(436 /* close_range */, 900, 1000, 2 /* CLOSE_RANGE_UNSHARE */);
    unshare(CLONE_FILES);
    return try_maker(given);
}

static void handle(int signal) { (void)signal, result = try_maker(given); }

static int in_handler(void)
{
    stack_t stack = {.ss_sp = stacks[2], .ss_size = sizeof *stacks};
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
    sigaltstack(&stack, NULL);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    return result;
}

static int with_filters(void)
{
    struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {1, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    return try_maker(given);
}

static int with_many_numbers(void)
{
    int p[2];
    if (make(PIPE, p))
        return 2;
    for (int i = 0; i < 40; i++)
        dup2(p[1], 400 + 17 * i);
    return try_maker(given);
}

static int of_another_parent(void)
{
    pid_t child = fork();
    if (!child) {
        clone(try_given, stacks[0] + sizeof *stacks, CLONE_VM | CLONE_VFORK | CLONE_PARENT | SIGCHLD, NULL);
        _exit(result);
    }
    int won = wait_for(child);
    while (waitpid(-1, NULL, __WALL) > 0)
        ;
    return won;
}

static int as_orphan(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = fork();
    if (!child) {
        pid_t parent = getpid();
        if (fork())
            pause();
        kill(parent, SIGKILL);
        _exit(try_maker(given));
    }
    wait_for(child);
    return wait_for(-1);
}

static const struct {
    const char *name;
    int (*run)(void);
} places[] = {
    {"vfork", in_vfork}, {"vfork without its memory", in_vfork_without_memory}, {"two vforks", in_two_vforks},
    {"namespaces", in_namespaces}, {"a private table", in_private_table}, {"a handler", in_handler},
    {"own filters", with_filters}, {"many numbers", with_many_numbers}, {"another parent", of_another_parent},
    {"an orphan", as_orphan},
};

static void give_and_write(const struct call *call) { then_write(call); }

static int run_place(const void *place) { return places[*(const int *)place].run(); }

int main(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    setrlimit(RLIMIT_NOFILE, &limit);
    for (int place = 0; place < COUNT(places); place++)
        for (int i = 0; i < COUNT(makers); i++) {
            struct attempt attempt = {&makers[i], i & 1 && makers[i].kinds & STREAM ? STREAM : PIPE, 2, give_and_write};
            given = &attempt;
            note(places[place].name, makers[i].name, 0, in_child(run_place, &place) == 1);
        }
    finish();
}
