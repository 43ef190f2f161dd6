/* Children of every kind write to an end they have inherited: forked, sharing this or that, executed with it as 0, 1 or 2. */
#include "../bytes/ways.h"

static char stack[65536];
static int end_of;

static int child(void *unused)
{
    (void)unused;
    write(end_of, "B", 1);
    syscall(SYS_exit, 0);
    return 0;
}

static void with(int flags, int out)
{
    end_of = out;
    waitpid(clone(child, stack + sizeof stack, flags | SIGCHLD, NULL), NULL, 0);
}

static void forked(int in, int out) { (void)in; with(0, out); }
static void files(int in, int out) { (void)in; with(CLONE_FILES, out); }
static void memory(int in, int out) { (void)in; with(CLONE_VM, out); }
static void all(int in, int out) { (void)in; with(CLONE_VM | CLONE_FILES | CLONE_FS | CLONE_SIGHAND, out); }
static void waiting(int in, int out) { (void)in; with(CLONE_VM | CLONE_VFORK, out); }

/* Our parent's child: it cannot be waited for, but its end can be seen. */
static void cousin(int in, int out)
{
    (void)in;
    end_of = out;
    await_end(clone(child, stack + sizeof stack, CLONE_PARENT | CLONE_FILES | SIGCHLD, NULL), 60);
}

static void silent(int in, int out)
{
    (void)in;
    end_of = out;
    waitpid(clone(child, stack + sizeof stack, CLONE_FILES, NULL), NULL, __WALL);
}

static void grandchild(int in, int out)
{
    (void)in;
    pid_t pid = fork();
    if (!pid) {
        if (!fork()) {
            setsid();
            if (!vfork()) {
                write(out, "B", 1);
                _exit(0);
            }
            _exit(0);
        }
        wait(NULL);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void orphan(int in, int out)
{
    (void)in;
    pid_t pid = fork();
    if (!pid) {
        if (!fork()) {
            usleep(5000);
            write(out, "B", 1);
            _exit(0);
        }
        _exit(0);
    }
    waitpid(pid, NULL, 0); /* try_ways waits for the orphan */
}

static void execute(int out, int number, int through_thread)
{
    char text[20];
    snprintf(text, sizeof text, "%d", number);
    char *arguments[] = {"attack", text, NULL}, *none[] = {NULL};
    pid_t pid = through_thread ? fork() : vfork();
    if (!pid) {
        dup2(out, number);
        execve("/proc/self/exe", arguments, none);
        _exit(1);
    }
    waitpid(pid, NULL, 0);
}

static void input(int in, int out) { (void)in; execute(out, 0, 0); }
static void output(int in, int out) { (void)in; execute(out, 1, 1); }
static void errors(int in, int out) { (void)in; execute(out, 2, 0); }
static void another(int in, int out) { (void)in; execute(out, 123, 1); }

static const struct way ways[] = {
    {"fork", ANY, forked}, {"CLONE_FILES", ANY, files}, {"CLONE_VM", ANY, memory},
    {"a thread of its own group", ANY, all}, {"CLONE_VFORK", ANY, waiting}, {"CLONE_PARENT", ANY, cousin},
    {"a child without a signal", ANY, silent}, {"a grandchild", ANY, grandchild}, {"an orphan", ANY, orphan},
    {"exec as 0", ANY, input}, {"exec as 1", ANY, output}, {"exec as 2", ANY, errors}, {"exec as 123", ANY, another},
};

int main(int argc, char **argv)
{
    if (argc > 1)
        return write(atoi(argv[1]), "B", 1) != 1;
    try_ways(ways, COUNT(ways));
    finish();
}
