/* Opens for writing what makes the kernel start programs outside any sandbox, and writes back what was there.
 * who: root
 */
#include "../attack.h"

static const char *const files[] = {
    "/proc/sys/kernel/core_pattern", "/proc/self/root/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/hotplug", "/proc/sys/kernel/poweroff_cmd", "/proc/sys/kernel/usermodehelper/bset",
    "/proc/sys/fs/binfmt_misc/register", "/proc/sys/vm/panic_on_oom", "/sys/kernel/uevent_helper",
    "/sys/fs/cgroup/cpu/release_agent", "/sys/fs/cgroup/memory/release_agent", "/sys/fs/cgroup/systemd/release_agent",
};

int main(void)
{
    int won = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        int fd = open(files[i], O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            fprintf(stderr, "%s\n", files[i]);
            won = 1;
        }
    }
    end(won, "no switch can be written");
}
