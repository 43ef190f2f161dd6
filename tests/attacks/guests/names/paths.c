/* A pipe's ends opened anew under every path that leads to them, in every mode. */
#include "../bytes/ways.h"
#include <linux/openat2.h>

static void use(int fd)
{
    write(fd, "B", 1);
    close(fd);
}

static void open_as(const char *format, int number, int flags)
{
    char path[100];
    snprintf(path, sizeof path, format, number);
    use(open(path, flags | O_NONBLOCK));
}

static void own(int in, int out) { open_as("/proc/self/fd/%d", out, O_WRONLY); (void)in; }
static void device(int in, int out) { open_as("/dev/fd/%d", out, O_WRONLY); (void)in; }
static void thread(int in, int out) { open_as("/proc/thread-self/fd/%d", out, O_WRONLY); (void)in; }
static void read_end(int in, int out) { open_as("/proc/self/fd/%d", in, O_WRONLY); (void)out; }
static void both_ways(int in, int out) { open_as("/proc/self/fd/%d", in, O_RDWR | O_APPEND); (void)out; }

static void packets(int in, int out)
{
    open_as("/proc/self/fd/%d", in, O_RDWR | O_CLOEXEC | O_NOCTTY | O_SYNC);
    (void)out;
}

static void cut(int in, int out) { open_as("/proc/self/fd/%d", in, O_WRONLY | O_TRUNC | O_CREAT); (void)out; }
static void around(int in, int out) { open_as("/proc/self/../self/./fd//%d", in, O_WRONLY); (void)out; }
static void root(int in, int out) { open_as("/proc/self/root/proc/self/fd/%d", in, O_WRONLY); (void)out; }

static void by_pid(int in, int out)
{
    char path[100];
    (void)out;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", getpid(), in);
    use(open(path, O_WRONLY | O_NONBLOCK));
}

static void by_task(int in, int out)
{
    char path[100];
    (void)out;
    snprintf(path, sizeof path, "/proc/%d/task/%ld/fd/%d", getpid(), syscall(SYS_gettid), in);
    use(open(path, O_RDWR | O_NONBLOCK));
}

static void standard_output(int in, int out)
{
    int kept = dup(1);
    (void)in;
    dup2(out, 1);
    int fd = open("/dev/stdout", O_WRONLY | O_NONBLOCK);
    dup2(kept, 1);
    close(kept);
    use(fd);
}

static void linked(int in, int out)
{
    char target[64], name[] = "/tmp/attack-XXXXXX";
    (void)out;
    close(mkstemp(name));
    unlink(name);
    snprintf(target, sizeof target, "/proc/self/fd/%d", in);
    symlink(target, name);
    int fd = open(name, O_WRONLY | O_NONBLOCK);
    unlink(name);
    use(fd);
}

/* An O_PATH descriptor, and an O_PATH descriptor of that one, opened at last. */
static void path_only(int in, int out)
{
    char path[64];
    (void)out;
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    int first = open(path, O_PATH);
    snprintf(path, sizeof path, "/proc/self/fd/%d", first);
    int second = open(path, O_PATH | O_CLOEXEC);
    write(first, "B", 1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", second);
    int fd = open(path, O_WRONLY | O_NONBLOCK);
    close(first);
    close(second);
    use(fd);
}

static void from_directory(int in, int out)
{
    char number[20];
    int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
    (void)out;
    snprintf(number, sizeof number, "%d", in);
    use(openat(directory, number, O_WRONLY | O_NONBLOCK));
    close(directory);
}

static void from_here(int in, int out)
{
    char number[20];
    int back = open(".", O_PATH);
    (void)out;
    snprintf(number, sizeof number, "./%d", in);
    chdir("/proc/self/fd");
    int fd = open(number, O_WRONLY | O_NONBLOCK);
    fchdir(back);
    close(back);
    use(fd);
}

static void resolve(int in, unsigned long how_to, int from_root)
{
    struct open_how how = {.flags = O_WRONLY | O_NONBLOCK | O_CLOEXEC, .resolve = how_to};
    int directory = open(from_root ? "/" : "/proc/self", O_PATH | O_DIRECTORY);
    char path[64];
    snprintf(path, sizeof path, from_root ? "proc/self/fd/%d" : "fd/%d", in);
    use(syscall(SYS_openat2, directory, path, &how, sizeof how));
    close(directory);
}

static void resolved(int in, int out) { (void)out; resolve(in, 0, 0); }
static void in_root(int in, int out) { (void)out; resolve(in, RESOLVE_IN_ROOT, 1); }
static void no_links(int in, int out) { (void)out; resolve(in, RESOLVE_NO_MAGICLINKS, 0); }
static void beneath(int in, int out) { (void)out; resolve(in, RESOLVE_BENEATH | RESOLVE_NO_XDEV, 0); }

/* No kernel lets a pipe be linked into a file system, or named by a handle: if one does, it is the same pipe. */
static void hard_link(int in, int out)
{
    char path[64], name[] = "/tmp/attack-XXXXXX";
    (void)out;
    close(mkstemp(name));
    unlink(name);
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
    linkat(in, "", AT_FDCWD, name, AT_EMPTY_PATH);
    use(open(name, O_WRONLY | O_NONBLOCK));
    unlink(name);
}

static void handle(int in, int out)
{
    struct {
        struct file_handle head;
        char rest[MAX_HANDLE_SZ];
    } of = {.head.handle_bytes = MAX_HANDLE_SZ};
    int mount;
    (void)out;
    if (name_to_handle_at(in, "", &of.head, &mount, AT_EMPTY_PATH) == 0)
        use(open_by_handle_at(in, &of.head, O_WRONLY | O_NONBLOCK));
}

static const struct way ways[] = {
    {"/proc/self/fd", PIPE, own}, {"/dev/fd", PIPE, device}, {"/proc/thread-self/fd", PIPE, thread},
    {"the read end", PIPE, read_end}, {"O_RDWR|O_APPEND", PIPE, both_ways}, {"O_RDWR|O_SYNC", PIPE, packets},
    {"O_TRUNC|O_CREAT", PIPE, cut}, {"a winding path", PIPE, around}, {"/proc/self/root", PIPE, root},
    {"/proc/PID/fd", PIPE, by_pid}, {"/proc/PID/task/TID/fd", PIPE, by_task}, {"/dev/stdout", PIPE, standard_output},
    {"a symbolic link", PIPE, linked}, {"O_PATH", PIPE, path_only}, {"openat", PIPE, from_directory},
    {"the current directory", PIPE, from_here}, {"openat2", PIPE, resolved},
    {"RESOLVE_IN_ROOT", PIPE | MAYBE, in_root}, {"RESOLVE_NO_MAGICLINKS", PIPE | MAYBE, no_links},
    {"RESOLVE_BENEATH", PIPE | MAYBE, beneath}, {"a socket's path", SOCKETS | MAYBE, read_end},
    {"a socket's O_PATH", SOCKETS | MAYBE, path_only}, {"a hard link", PIPE | MAYBE, hard_link},
    {"a file handle", ANY | MAYBE, handle},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
