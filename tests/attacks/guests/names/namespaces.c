/* Ends opened anew from within user, mount and pid namespaces with a /proc of their own, and under a changed root. */
#include "../bytes/ways.h"
#include <sys/mount.h>

static void write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY);
    write(file, text, strlen(text));
    close(file);
}

/* Becomes root of a user namespace. 1 if that is allowed. */
static int enter(int spaces)
{
    char map[64];
    int user = getuid(), group = getgid();
    if (unshare(CLONE_NEWUSER | spaces))
        return 0;
    write_file("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "0 %d 1", user);
    write_file("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "0 %d 1", group);
    write_file("/proc/self/gid_map", map);
    return 1;
}

static void write_to(const char *format, int number)
{
    char path[100];
    snprintf(path, sizeof path, format, number);
    int fd = open(path, O_WRONLY | O_NONBLOCK);
    write(fd, "B", 1);
    close(fd);
}

static void in_child(void (*work)(int, int), int in, int out)
{
    pid_t pid = fork();
    if (!pid) {
        work(in, out);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void user_work(int in, int out) { if (enter(0)) write_to("/proc/self/fd/%d", in); (void)out; }

static void native_work(int in, int out)
{
    (void)in;
    if (enter(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS)) write(out, "B", 1);
}

static void proc_work(int in, int out)
{
    (void)out;
    if (!enter(CLONE_NEWNS | CLONE_NEWPID))
        return;
    pid_t pid = fork();
    if (!pid) {
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
        if (mount("proc", "/proc", "proc", 0, NULL) == 0)
            write_to("/proc/1/fd/%d", in);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void pid_work(int in, int out)
{
    if (!enter(CLONE_NEWPID))
        return;
    pid_t pid = fork();
    if (!pid) {
        write(out, "B", 1); /* it is 1, whatever the supervisor calls it */
        write_to("/proc/self/fd/%d", in);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void root_work(int in, int out)
{
    char number[20];
    int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
    (void)out;
    snprintf(number, sizeof number, "%d", in);
    if (!enter(0) || chroot("/var"))
        return;
    write_to("/proc/self/fd/%d", in);
    int fd = openat(directory, number, O_WRONLY | O_NONBLOCK);
    write(fd, "B", 1);
}

/* The parent's end, seen from a namespace below. */
static void above_work(int in, int out)
{
    char format[64];
    snprintf(format, sizeof format, "/proc/%d/fd/%%d", getppid());
    close(out);
    if (enter(CLONE_NEWNS))
        write_to(format, in);
}

static void user(int in, int out) { in_child(user_work, in, out); }
static void several(int in, int out) { in_child(native_work, in, out); }
static void proc(int in, int out) { in_child(proc_work, in, out); }
static void pid_space(int in, int out) { in_child(pid_work, in, out); }
static void root(int in, int out) { in_child(root_work, in, out); }
static void above(int in, int out) { in_child(above_work, in, out); }

static const struct way ways[] = {
    {"a user namespace", PIPE, user}, {"every namespace", ANY, several}, {"a pid namespace", ANY, pid_space},
    {"another root", PIPE, root}, {"its own /proc", PIPE | MAYBE, proc},
    {"the parent of a namespace", PIPE | MAYBE, above},
};

int main(void)
{
    int status = 0;
    pid_t pid = fork();
    if (!pid)
        _exit(!enter(CLONE_NEWPID));
    waitpid(pid, &status, 0);
    if (status && !traced())
        lacks("no user namespaces");
    try_ways(ways, COUNT(ways));
    finish();
}
