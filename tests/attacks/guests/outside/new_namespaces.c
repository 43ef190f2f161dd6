/* Makes mount namespaces out of parts of its own (Linux 7.0 and 7.1) to have the kernel's switches writable there: by
 * open_tree and fsmount, whose descriptors can be entered, and by unshare, which leaves all mounts behind.
 * who: root
 */
#include "userns.h"

/* From linux/mount.h, linux/sched.h and linux/fcntl.h. */
enum { TREE_NAMESPACE = 2, MOUNT_NAMESPACE = 2, EMPTY_NAMESPACE = 0x00100000, RECURSIVE = 0x8000, CREATE = 6, EMPTY_PATH = 4 };

static int seen; /* what this kernel has of them */

static int writable(void)
{
    static const char *const paths[] = {
        "/proc/sys/kernel/core_pattern", "/sys/kernel/core_pattern", "/kernel/core_pattern", "/core_pattern",
        "/sys/kernel/mm/ksm/run", "/kernel/mm/ksm/run", "/mm/ksm/run",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_WRONLY | O_CLOEXEC) >= 0)
            return 1;
    return 0;
}

/* Goes into a namespace; opens in it what can be opened, also through mounts of its own. */
static int entered(int namespace)
{
    if (namespace < 0 || setns(namespace, CLONE_NEWNS))
        return 0;
    seen = 1;
    if (writable())
        return 1;
    umount2("/proc/sys", MNT_DETACH);
    umount2("/sys", MNT_DETACH);
    return writable() || (!mount("x", "/", "proc", 0, NULL) && (chroot("/"), writable()));
}

static int of_a_tree(const char *path, int flags)
{
    return entered(syscall(SYS_open_tree, AT_FDCWD, path, TREE_NAMESPACE | O_CLOEXEC | flags));
}

static int of_a_new(const char *kind, int flags)
{
    unshare(CLONE_NEWNS); /* fsopen asks for a right over the mount namespace */
    int made = syscall(SYS_fsopen, kind, 0);
    syscall(SYS_fsconfig, made, CREATE, NULL, NULL, 0);
    return entered(syscall(SYS_fsmount, made, flags, 0));
}

/* An empty namespace, and a /proc in it. */
static int of_nothing(void)
{
    if (unshare(EMPTY_NAMESPACE))
        return 0;
    seen = 1;
    int made = syscall(SYS_fsopen, "proc", 0);
    syscall(SYS_fsconfig, made, CREATE, NULL, NULL, 0);
    int there = syscall(SYS_fsmount, made, 0, 0);
    syscall(SYS_move_mount, there, "", AT_FDCWD, "/", EMPTY_PATH);
    chroot(".");
    return writable() || openat(there, "sys/kernel/core_pattern", O_WRONLY) >= 0;
}

static int by_way(int way)
{
    static const char *const trees[] = {"/", "/proc", "/proc/sys", "/proc/sys/kernel", "/sys", "/sys/kernel"};
    if (way < 12)
        return of_a_tree(trees[way / 2], way % 2 ? RECURSIVE : 0);
    if (way < 14)
        return of_a_new(way == 12 ? "proc" : "sysfs", MOUNT_NAMESPACE);
    return of_nothing();
}

int main(void)
{
    int won = 0, had = 0;
    for (int way = 0; way < 15; way++) {
        int status = 0;
        pid_t pid = fork(), inner;
        if (!pid) {
            end_with_maker();
            become_root(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC);
            if (!(inner = fork())) {
                int through = by_way(way);
                _exit(through | seen << 1);
            }
            waitpid(inner, &status, 0);
            _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 0);
        }
        waitpid(pid, &status, 0);
        if (!WIFEXITED(status))
            continue;
        if (WEXITSTATUS(status) & 1)
            fprintf(stderr, "way %d\n", way);
        won |= WEXITSTATUS(status) & 1;
        had |= WEXITSTATUS(status) & 2;
    }
    if (!had)
        lacks("mount namespaces of single trees (Linux 7.0)");
    end(won, "no namespace has a switch that can be written");
}
