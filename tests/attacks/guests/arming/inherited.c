/* Children that get an end with their table, or share the table, give it a new number and write at once: fork, vfork,
 * posix_spawn with what it does for the child, exec, a thread, CLONE_FILES and CLONE_VM.
 */
#include "arming.h"
#include <spawn.h>

extern char **environ;

static char stack[65536];
static struct call call;

/* What exec'd children are started for: another byte to the number that they are told. */
static char *const *words_for(int number)
{
    static char text[20];
    static char *words[] = {"inherited", text, NULL};
    snprintf(text, sizeof text, "%d", number);
    return words;
}

static void execute(int number)
{
    execv("/proc/self/exe", words_for(number));
    _exit(1);
}

static int dup_and_write(void *unused)
{
    (void)unused;
    then_write(&call);
    return 0;
}

static int only_write(void *unused)
{
    (void)unused;
    write(call.to, DATA);
    return 0;
}

static void in_clone(int (*work)(void *), unsigned long flags)
{
    waitpid(clone(work, stack + sizeof stack, flags | SIGCHLD, NULL), NULL, 0);
}

static void forked(int out) { (void)out; if (!fork()) _exit(then_write(&call)); wait(NULL); }
static void vforked(int out) { (void)out; if (!vfork()) { then_write(&call); _exit(0); } wait(NULL); }

static void forked_exec(int out)
{
    if (!fork()) {
        dup2(out, call.to);
        execute(call.to);
    }
    wait(NULL);
}

static void vforked_exec(int out)
{
    if (!vfork()) {
        syscall(SYS_dup2, out, call.to);
        execute(call.to);
    }
    wait(NULL);
}

static void same_number(int out) { if (!fork()) execute(out); wait(NULL); }

static void spawned(posix_spawn_file_actions_t *actions)
{
    pid_t pid;
    if (posix_spawn(&pid, "/proc/self/exe", actions, NULL, words_for(call.to), environ) == 0)
        waitpid(pid, NULL, 0);
    posix_spawn_file_actions_destroy(actions);
}

static void spawned_dup2(int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out, call.to);
    spawned(&actions);
}

static void spawned_open(int out)
{
    posix_spawn_file_actions_t actions;
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", out);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, call.to, path, O_WRONLY, 0);
    spawned(&actions);
}

static void sharing_table(int out) { (void)out; in_clone(dup_and_write, CLONE_FILES); }
static void sharing_memory(int out) { (void)out; in_clone(dup_and_write, CLONE_VM); }
static void sharing_both(int out) { (void)out; in_clone(dup_and_write, CLONE_VM | CLONE_FILES); }
static void vfork_like(int out) { (void)out; in_clone(dup_and_write, CLONE_VM | CLONE_VFORK | CLONE_FILES); }

/* The number is made in one task and used by another one. */
static void made_before(int out) { dup2(out, call.to); in_clone(only_write, CLONE_FILES); }

static void made_by_sharer(int out)
{
    (void)out;
    dup2(0, call.to);
    in_clone(dup_and_write, CLONE_FILES);
    write(call.to, DATA);
}

static void *thread(void *unused) { then_write(&call); return unused; }

static void in_thread(int out)
{
    pthread_t t;
    (void)out;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
}

static void *vforking(void *unused)
{
    if (!vfork()) {
        then_write(&call);
        _exit(0);
    }
    return unused;
}

static void vforked_by_thread(int out)
{
    pthread_t t;
    (void)out;
    pthread_create(&t, NULL, vforking, NULL);
    then_write(&call);
    pthread_join(t, NULL);
    wait(NULL);
}

/* The table is shared before there is a pair at all, and left again. */
static int leave(void *unused) { (void)unused; unshare(CLONE_FILES); then_write(&call); return 0; }
static void left(int out) { (void)out; in_clone(leave, CLONE_FILES); }

static int close_others(void *unused)
{
    (void)unused;
    syscall(436 /* close_range */, 900L, 999L, 2L /* CLOSE_RANGE_UNSHARE */);
    then_write(&call);
    return 0;
}

static void left_by_closing(int out) { (void)out; in_clone(close_others, CLONE_FILES); }

static const struct {
    const char *name;
    int kinds;
    void (*use)(int out);
} children[] = {
    {"fork", PIPE | STREAM, forked}, {"vfork", PIPE | STREAM, vforked}, {"fork and exec", PIPE | STREAM, forked_exec},
    {"vfork and exec", PIPE | STREAM, vforked_exec}, {"the same number", PIPE | STREAM, same_number},
    {"posix_spawn with dup2", PIPE | STREAM, spawned_dup2}, {"posix_spawn with open", PIPE, spawned_open},
    {"CLONE_FILES", PIPE | STREAM, sharing_table}, {"CLONE_VM", PIPE | STREAM, sharing_memory},
    {"CLONE_VM|CLONE_FILES", PIPE | STREAM, sharing_both}, {"CLONE_VFORK", PIPE | STREAM, vfork_like},
    {"made before", PIPE | STREAM, made_before}, {"made by a sharer", PIPE | STREAM, made_by_sharer},
    {"a thread", PIPE | STREAM, in_thread}, {"a thread's vfork", PIPE | STREAM, vforked_by_thread},
    {"unshare", PIPE | STREAM, left}, {"close_range", PIPE | STREAM, left_by_closing},
};

static int kind;

static int attempt(const void *with)
{
    int i = *(const int *)with, p[2];
    if (make(kind, p) || write(p[1], "A", 1) != 1)
        return 2;
    call = (struct call){SYS_dup2, {p[1], 90, 0, 0}, 90};
    children[i].use(p[1]);
    return other(p[0], 'A');
}

int main(int count, char **words)
{
    if (count > 1)
        return write(atoi(words[1]), DATA) != 1;
    for (int i = 0; i < COUNT(children); i++)
        for (kind = PIPE; kind <= STREAM; kind *= 2)
            if (children[i].kinds & kind)
                note(children[i].name, kind_name(kind), 0, in_child(attempt, &i) == 1);
    finish();
}
