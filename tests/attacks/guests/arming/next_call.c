/* The call after the one that gave an end its number is a special one, in which a supervisor that has still to look after that number
 * can hardly do so: of another ABI, a fork, an exec, the thread's end, the return of a handler, a filter, another dup2.
 */
#include "makers.h"

static const struct call *call;
static char stack[65536], *low;

static long make_it(void)
{
    return syscall(call->number, call->args[0], call->args[1], call->args[2], call->args[3], 0L);
}

static void then_data(void) { write(call->to, DATA); }

static long by_int80(long number, long first, long second, long third)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory", "r8", "r9", "r10", "r11");
    return result;
}

static void int80_between(void) { make_it(), by_int80(20 /* getpid */, 0, 0, 0), then_data(); }
static void int80_writes(void) { make_it(), by_int80(4 /* write */, call->to, (long)low, 2); }
static void x32_between(void) { make_it(), syscall(0x40000000L + SYS_getpid), then_data(); }

static void forks(void)
{
    make_it();
    pid_t child = fork();
    if (!child)
        then_data(), _exit(0);
    waitpid(child, NULL, 0);
}

static void vforks(void)
{
    make_it();
    if (!vfork())
        then_data(), _exit(0);
    wait(NULL);
}

static int write_data(void *unused)
{
    (void)unused;
    then_data();
    return 0;
}

static void shares(void) { make_it(), clone(write_data, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL), wait(NULL); }
static void shares_memory(void) { make_it(), clone(write_data, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL), wait(NULL); }

static void executes(void)
{
    char number[20], *words[] = {"next_call", number, NULL};
    snprintf(number, sizeof number, "%d", call->to);
    if (!fork()) {
        make_it();
        execv("/proc/self/exe", words);
        _exit(1);
    }
    wait(NULL);
}

static void *make_and_end(void *unused)
{
    make_it();
    syscall(SYS_exit, 0);
    return unused;
}

static int process_makes(void *unused) { return make_and_end(unused) != NULL; }

static void thread_ends(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, make_and_end, NULL);
    pthread_join(thread, NULL);
    then_data();
}

/* The process ends, and a sharer of its table goes on. */
static int wait_and_write(void *unused)
{
    (void)unused;
    for (double until = now() + 5; fcntl(call->to, F_GETFL) < 0 && now() < until;)
        sched_yield();
    then_data();
    return 0;
}

static void process_ends(void)
{
    pid_t sharer = clone(wait_and_write, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
    if (clone(process_makes, stack + sizeof stack / 2, CLONE_FILES | SIGCHLD, NULL) > 0)
        wait(NULL);
    waitpid(sharer, NULL, 0);
}

static void make_in_handler(int signal) { (void)signal, make_it(); }

static void handler_returns(void)
{
    struct sigaction action = {.sa_handler = make_in_handler};
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    then_data();
}

static void installs_filter(void)
{
    struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {1, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    make_it();
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
    then_data();
}

static void moves_on(void)
{
    make_it();
    struct call again = {SYS_dup2, {call->to, call->to + 1, 0, 0}, call->to + 1};
    then_write(&again);
    close(again.to);
}

static const struct {
    const char *name;
    int maybe;
    void (*use)(void);
} nexts[] = {
    {"int 0x80 between", MAYBE, int80_between}, {"int 0x80 writes", MAYBE, int80_writes}, {"x32", 0, x32_between},
    {"fork", 0, forks}, {"vfork", 0, vforks}, {"CLONE_FILES", 0, shares}, {"CLONE_VM", 0, shares_memory},
    {"exec", 0, executes}, {"a thread's end", 0, thread_ends}, {"a sharer's end", 0, process_ends},
    {"a handler's return", 0, handler_returns}, {"a filter", 0, installs_filter}, {"dup2", 0, moves_on},
};

static int next;

static void use(const struct call *prepared)
{
    call = prepared;
    nexts[next].use();
}

int main(int count, char **words)
{
    static const char *const names[] = {"dup2", "F_DUPFD", "open", "recvmsg"};
    if (count > 1)
        return write(atoi(words[1]), DATA) != 2;
    low = mmap((void *)0x30000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    memcpy(low, DATA);
    for (next = 0; next < COUNT(nexts); next++)
        for (int i = 0; i < COUNT(makers); i++)
            for (int k = 0; k < COUNT(names); k++)
                if (!strcmp(makers[i].name, names[k])) {
                    struct attempt attempt = {&makers[i], PIPE, 2, use};
                    note(nexts[next].name, names[k], nexts[next].maybe, in_child(try_maker, &attempt) == 1);
                }
    finish();
}
