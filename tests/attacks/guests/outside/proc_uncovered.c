/* Takes away, moves aside or binds around, in a user namespace, what makes the kernel's switches read-only.
 * who: root
 */
#include "userns.h"
#include <linux/mount.h>

static int writable(const char *path)
{
    return open(path, O_WRONLY | O_CLOEXEC) >= 0;
}

int main(void)
{
    int won;
    become_root(CLONE_NEWNS);
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    mount("x", "/mnt", "tmpfs", 0, NULL);
    mkdir("/mnt/a", 0700);
    mkdir("/mnt/b", 0700);
    mount("/proc", "/mnt/a", NULL, MS_BIND, NULL);
    won = writable("/mnt/a/sys/kernel/core_pattern");
    mount("/proc", "/mnt/a", NULL, MS_BIND | MS_REC, NULL);
    umount2("/mnt/a/sys", MNT_DETACH);
    mount(NULL, "/mnt/a/sys", NULL, MS_BIND | MS_REMOUNT, NULL);
    won |= writable("/mnt/a/sys/kernel/core_pattern");
    int tree = syscall(SYS_open_tree, AT_FDCWD, "/proc", OPEN_TREE_CLONE);
    won |= tree >= 0 && openat(tree, "sys/kernel/core_pattern", O_WRONLY) >= 0;
    umount2("/proc/sys", MNT_DETACH);
    mount("/proc/sys", "/mnt/b", NULL, MS_MOVE, NULL);
    mount(NULL, "/proc/sys", NULL, MS_BIND | MS_REMOUNT, NULL);
    mount(NULL, "/proc", NULL, MS_BIND | MS_REMOUNT, NULL);
    struct mount_attr set = {.attr_clr = MOUNT_ATTR_RDONLY};
    syscall(SYS_mount_setattr, AT_FDCWD, "/proc/sys", 0, &set, sizeof set);
    won |= writable("/proc/sys/kernel/core_pattern");
    end(won, "the cover stays where it is");
}
