/* Does what needs the capabilities with which the kernel can be made to write: mounts, devices, modules, handles, bpf.
 * who: root
 */
#include "userns.h"
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sys/sysmacros.h>

static int makes_device(void)
{
    char path[] = "/tmp/scpipe-attack-XXXXXX/mem";
    path[25] = 0;
    mkdtemp(path);
    path[25] = '/';
    int made = !mknod(path, S_IFCHR | 0600, makedev(1, 1));
    unlink(path);
    path[25] = 0;
    rmdir(path);
    return made;
}

static int opens_handle(void)
{
    struct {
        struct file_handle head;
        char rest[128];
    } handle = {.head.handle_bytes = 128};
    int mount_id, root = open("/", O_RDONLY | O_DIRECTORY);
    if (name_to_handle_at(AT_FDCWD, "/", &handle.head, &mount_id, 0))
        return 0;
    return open_by_handle_at(root, &handle.head, O_RDONLY) >= 0;
}

int main(void)
{
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event};
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_SOCKMAP, .key_size = 4, .value_size = 4, .max_entries = 1};
    int won = makes_device() | opens_handle();
    won |= syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map) >= 0;
    won |= syscall(SYS_init_module, NULL, 0L, "") && errno != EPERM && errno != ENOSYS;
    won |= syscall(SYS_perf_event_open, &event, -1, 0, -1, 0) >= 0;
    won |= syscall(SYS_fsopen, "tmpfs", 0) >= 0;
    won |= !unshare(CLONE_NEWNS);
    end(won, "the capabilities are gone");
}
