/* A user namespace in which the caller is root. */
#include "../attack.h"
#include <sys/mount.h>
#include <sys/stat.h>

__attribute__((unused)) static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    write(fd, text, strlen(text));
    close(fd);
}

/* Enters namespaces, a user namespace among them; ends the attack where that cannot be done. */
__attribute__((unused)) static void become_root(int flags)
{
    char map[40];
    int uid = geteuid(), gid = getegid();
    if (unshare(CLONE_NEWUSER | flags))
        lacks("user namespaces");
    put("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "0 %d 1", uid);
    put("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "0 %d 1", gid);
    put("/proc/self/gid_map", map);
}
