/* Other processes (a child, a parent, a sibling) open the ends of a pipe under /proc/PID/fd and /proc/PID/task/TID/fd. */
#include "../bytes/ways.h"

/* Waits until whoever was to write has ended. */
static void reap(pid_t pid)
{
    waitpid(pid, NULL, 0);
}

static void write_to(pid_t pid, pid_t tid, int number, int flags)
{
    char path[100];
    snprintf(path, sizeof path, tid ? "/proc/%d/task/%d/fd/%d" : "/proc/%d/fd/%d", pid, tid ? tid : number, number);
    int fd = open(path, flags | O_NONBLOCK);
    write(fd, "B", 1);
    close(fd);
}

static void from_child(int in, int out, int task, int number, int flags)
{
    pid_t me = getpid(), pid = fork();
    if (!pid) {
        close(in);
        close(out);
        write_to(me, task ? me : 0, number, flags);
        _exit(0);
    }
    reap(pid);
}

static void child(int in, int out) { from_child(in, out, 0, out, O_WRONLY); }
static void child_reader(int in, int out) { from_child(in, out, 0, in, O_WRONLY); }
static void child_task(int in, int out) { from_child(in, out, 1, in, O_RDWR); }

/* A child keeps the end, the parent has closed its own and opens the child's. */
static void parent(int in, int out)
{
    int kept = dup(in);
    pid_t pid = fork();
    if (!pid) {
        pause();
        _exit(0);
    }
    close(out);
    write_to(pid, 0, out, O_WRONLY);
    write_to(pid, pid, in, O_WRONLY);
    kill(pid, SIGKILL);
    reap(pid);
    dup2(kept, in);
    close(kept);
    dup2(in, out);
}

static void sibling(int in, int out)
{
    pid_t keeper = fork();
    if (!keeper) {
        pause();
        _exit(0);
    }
    pid_t pid = fork();
    if (!pid) {
        close(in);
        close(out);
        setsid();
        write_to(keeper, 0, out, O_WRONLY | O_APPEND);
        _exit(0);
    }
    reap(pid);
    kill(keeper, SIGKILL);
    reap(keeper);
}

/* The number belongs to another file in the opening process's own table. */
static void same_number(int in, int out)
{
    pid_t me = getpid(), pid = fork();
    if (!pid) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, out);
        write(out, "B", 1);
        write_to(me, 0, out, O_WRONLY);
        _exit(0);
    }
    reap(pid);
    (void)in;
}

/* A path to the end, opened by the parent, is handed to the child by fork and used after the parent's ends are closed. */
static void kept_path(int in, int out)
{
    char path[64];
    (void)out;
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    int named = open(path, O_PATH);
    pid_t pid = fork();
    if (!pid) {
        close(in);
        close(out);
        write_to(getpid(), 0, named, O_WRONLY);
        _exit(0);
    }
    close(named);
    reap(pid);
}

/* A directory of descriptors, opened before the process that owns it has changed. */
static void kept_directory(int in, int out)
{
    char number[20];
    int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
    snprintf(number, sizeof number, "%d", in);
    pid_t pid = fork();
    if (!pid) {
        close(in);
        close(out);
        int fd = openat(directory, number, O_WRONLY | O_NONBLOCK);
        write(fd, "B", 1);
        _exit(0);
    }
    reap(pid);
    close(directory);
}

static const struct way ways[] = {
    {"a child", PIPE, child}, {"a child at the read end", PIPE, child_reader}, {"a child by task", PIPE, child_task},
    {"the parent", PIPE, parent}, {"a sibling", PIPE, sibling}, {"the same number elsewhere", PIPE, same_number},
    {"an O_PATH inherited", PIPE, kept_path}, {"a directory inherited", PIPE, kept_directory},
    {"a child at a socket", SOCKETS | MAYBE, child},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
