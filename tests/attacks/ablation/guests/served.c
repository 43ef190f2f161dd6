/* Makes a FUSE file system, by mount or by fsopen; nobody serves it, so nothing of it may be touched. */
#include "ablation.h"
#include <sys/mount.h>

static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);
    write(fd, text, strlen(text));
    close(fd);
}

int main(int argc, char **argv)
{
    char options[128];
    unsigned uid = getuid(), gid = getgid();
    int old = argc > 1 && !strcmp(argv[1], "mount");
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
        absent();
    put("/proc/self/setgroups", "deny");
    snprintf(options, sizeof options, "0 %u 1", uid);
    put("/proc/self/uid_map", options);
    snprintf(options, sizeof options, "0 %u 1", gid);
    put("/proc/self/gid_map", options);
    int device = open("/dev/fuse", O_RDWR);
    if (device < 0)
        absent();
    if (old) {
        snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", device);
        end(mount("x", "/tmp", "fuse.any", 0, options) == 0, strerror(errno));
    }
    end(syscall(SYS_fsopen, "fuse", 0) >= 0, strerror(errno));
}
