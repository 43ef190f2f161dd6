/* Every way to make a process with clone, and what its parents see: storm_clones COPIES ROUNDS. storm_clones sibling:
 * the program itself makes siblings, children of whoever started it. storm_clones end N: ends with status N. */
#include "storm.h"
#include <linux/sched.h>
#include <poll.h>
#include <stdatomic.h>
#include <time.h>

static atomic_int *words; /* shared with every child of this copy */

static long raw(unsigned long flags, int *parent_tid, int *child_tid)
{
    return syscall(SYS_clone, flags, 0, parent_tid, child_tid, 0);
}

static void execute(const char *status)
{
    execl("/proc/self/exe", "storm_clones", "end", status, NULL);
    _exit(99);
}

/* The signal that a child's end sends, and who can wait for it. */
static void exit_signals(void)
{
    static const int numbers[] = {SIGCHLD, SIGUSR1, SIGURG, SIGTERM, 64};
    struct timespec soon = {10, 0};
    siginfo_t info;
    sigset_t set, old;
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, &old);
    for (unsigned i = 0; i < 2 * sizeof numbers / sizeof *numbers; i++) {
        int number = numbers[i / 2];
        pid_t pid = raw(number, NULL, NULL);
        if (pid == 0) {
            if (i % 2)
                execute("6");
            _exit(5);
        }
        memset(&info, 0, sizeof info);
        sigemptyset(&set);
        sigaddset(&set, number);
        sigaddset(&set, SIGCHLD);
        int got = sigtimedwait(&set, &info, &soon);
        tell("exit signal %d, %s: got %d code %d status %d pid %d", number, i % 2 ? "exec" : "exit", got,
             info.si_code, info.si_status, info.si_pid == pid);
        tell(", not cloned: %s", waited(pid, WNOHANG));
        tell(", __WALL: %s\n", waited(pid, __WALL));
    }
    pid_t pid = raw(0, NULL, NULL);
    if (pid == 0)
        _exit(7);
    tell("no exit signal: plain %s", waited(pid, 0));
    tell(", __WCLONE %s\n", waited(pid, __WCLONE));
    sigprocmask(SIG_SETMASK, &old, NULL);
}

static void siblings(void)
{
    pid_t us = getpid();
    for (int first = 0; first < 2; first++) {
        memset(words, 0, 64);
        pid_t middle = fork();
        if (middle == 0) {
            pid_t child = raw(CLONE_PARENT | SIGUSR1, NULL, NULL); /* the signal is the caller's: SIGCHLD */
            if (child == 0) {
                words[1] = getppid() == us;
                while (first && words[2] == 0)
                    usleep(1000);
                _exit(4);
            }
            words[0] = child;
            words[3] = waitpid(child, NULL, __WALL) == -1 ? errno : 0;
            _exit(3);
        }
        if (first) {
            tell("middle: %s", waited(middle, 0));
            words[2] = 1;
            tell(", sibling: %s", waited(words[0], 0));
        } else {
            while (words[0] == 0)
                usleep(100);
            tell("sibling: %s", waited(words[0], 0));
            tell(", middle: %s", waited(middle, 0));
        }
        tell(", its parent is ours %d, not of the middle %d\n", words[1], words[3] == ECHILD);
    }
}

/* The parent of a vfork child sleeps until its end or exec, and can be killed meanwhile. */
static void lent(void)
{
    for (int kind = 0; kind < 3; kind++) {
        memset(words, 0, 64);
        pid_t pid = raw(CLONE_VFORK | SIGCHLD, NULL, NULL);
        if (pid == 0) {
            usleep(3000);
            words[0] = 1;
            if (kind == 1)
                execute("6");
            if (kind == 2)
                kill(getpid(), SIGKILL);
            _exit(5);
        }
        int before = words[0];
        tell("vfork, kind %d: first %d, %s\n", kind, before, waited(pid, 0));
    }
    memset(words, 0, 64);
    pid_t parent = fork();
    if (parent == 0) {
        pid_t us = getpid();
        if (vfork() == 0) {
            words[0] = 1;
            while (getppid() == us)
                usleep(1000);
            words[1] = write(-1, "", 1) == -1;
            words[2] = 1;
            _exit(5);
        }
        _exit(6);
    }
    while (words[0] == 0)
        usleep(100);
    kill(parent, SIGKILL);
    tell("vfork, killed parent: %s", waited(parent, 0));
    for (int i = 0; i < 10000 && words[2] == 0; i++)
        usleep(1000);
    tell(", its child goes on %d\n", words[1]);
}

static void handles(void)
{
    int handle = -1, parent_tid = 0;
    siginfo_t info;
    pid_t pid = raw(CLONE_PIDFD | SIGCHLD, &handle, NULL);
    if (pid == 0)
        _exit(7);
    struct pollfd ready = {handle, POLLIN, 0};
    tell("handle: ready %d", poll(&ready, 1, 10000));
    int got = waitid(3 /* P_PIDFD */, handle, &info, WEXITED);
    tell(", waited %s, status %d\n", result(got), info.si_status);
    close(handle);
    words[0] = 0;
    pid = raw(CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | SIGCHLD, &parent_tid, (int *)words);
    if (pid == 0)
        _exit(!(words[0] == getpid() && parent_tid == getpid()));
    tell("numbers: %s", waited(pid, 0));
    tell(" %d %d\n", parent_tid == pid, words[0] == pid);
}

/* What is forbidden everywhere, what is allowed and does nothing, and what scpipe refuses. */
static void others(void)
{
    static const unsigned long flags[] = {
        CLONE_THREAD, CLONE_SIGHAND, CLONE_THREAD | CLONE_SIGHAND, CLONE_NEWNS | CLONE_FS,
        CLONE_NEWUSER | CLONE_FS,
        CLONE_PIDFD | CLONE_DETACHED, CLONE_PIDFD | CLONE_PARENT_SETTID, CLONE_PTRACE, CLONE_IO, CLONE_SYSVSEM,
        CLONE_DETACHED, CLONE_PTRACE | CLONE_VFORK, CLONE_UNTRACED, CLONE_UNTRACED | CLONE_VFORK,
    };
    int word = 0;
    for (unsigned i = 0; i < sizeof flags / sizeof *flags; i++) {
        pid_t pid = raw(flags[i] | SIGCHLD, &word, NULL);
        if (pid == 0)
            _exit(1);
        tell("flags %lx: %s\n", flags[i], pid < 0 ? result(pid) : waited(pid, 0));
    }
    struct clone_args arguments = {.flags = CLONE_CLEAR_SIGHAND, .exit_signal = SIGCHLD};
    pid_t pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0)
        _exit(1);
    tell("clone3: %s\n", pid < 0 ? result(pid) : waited(pid, 0));
}

static void cases(void)
{
    if (words == NULL)
        words = shared_memory(4096);
    exit_signals();
    siblings();
    lent();
    handles();
    others();
}

static int sibling(void)
{
    for (int i = 0; i < 20; i++) {
        pid_t pid = raw(CLONE_PARENT | SIGCHLD, NULL, NULL);
        if (pid == 0) {
            usleep(i * 1000);
            _exit(50 + i);
        }
        if (pid < 0 || waitpid(pid, NULL, __WALL) != -1 || errno != ECHILD)
            return 1;
    }
    return 3;
}

int main(int count, char **values)
{
    if (count > 2 && strcmp(values[1], "end") == 0)
        return atoi(values[2]);
    if (count > 1 && strcmp(values[1], "sibling") == 0)
        return sibling();
    return count == 3 ? repeat(cases, atoi(values[1]), atoi(values[2])) : 2;
}
