/* Mounts a cgroup hierarchy in a user namespace and writes its release agent, which the kernel starts as root outside.
 * who: root
 */
#include "userns.h"

static int written(const char *path)
{
    char text[256];
    int fd = open(path, O_RDWR | O_CLOEXEC);
    ssize_t n = read(fd, text, sizeof text);
    return n > 0 && pwrite(fd, text, n, 0) == n;
}

int main(void)
{
    static const char *const kinds[] = {"cpu", "memory", "devices", "freezer", "pids"};
    char path[80];
    int won = 0;
    for (int inside = 0; inside < 2; inside++) {
        for (int i = 0; i < 5; i++) {
            snprintf(path, sizeof path, "/sys/fs/cgroup/%s/release_agent", kinds[i]);
            won |= written(path);
            if (inside && !mount("x", "/mnt", "cgroup", 0, kinds[i]))
                won |= written("/mnt/release_agent");
        }
        if (!inside)
            become_root(CLONE_NEWNS | CLONE_NEWCGROUP);
    }
    end(won, "no release agent can be written");
}
