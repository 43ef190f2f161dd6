/* The kernel's automounter writes its requests into a pipe that a mount option names; also tried in a user namespace.
 * who: root
 */
#include "ways.h"
#include <sys/ioctl.h>
#include <sys/mount.h>

/* Mounts it over /mnt in a namespace of our own, and has a child look for something in it. */
static void look(int space, int out)
{
    char options[100];
    int there = 0;
    if (unshare(space) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
        return;
    setpgid(0, 0);
    snprintf(options, sizeof options, "fd=%d,pgrp=%d,minproto=5,maxproto=5,indirect", out, getpid());
    if (mount("attack", "/mnt", "autofs", 0, options))
        return;
    pid_t pid = fork();
    if (!pid) {
        setpgid(0, 0);
        close(open("/mnt/anything", O_RDONLY));
        _exit(0);
    }
    for (double until = now() + 20; now() < until && (ioctl(out, FIONREAD, &there), there <= 1);)
        usleep(1000); /* the A, and then the request */
    kill(pid, SIGKILL);
    umount2("/mnt", MNT_DETACH);
    waitpid(pid, NULL, 0);
}

static void as_child(int space, int in, int out)
{
    pid_t pid = fork();
    if (!pid) {
        fcntl(out, F_SETFL, 0);
        close(in);
        look(space, out);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void as_root(int in, int out) { as_child(CLONE_NEWNS, in, out); }
static void in_namespace(int in, int out) { as_child(CLONE_NEWUSER | CLONE_NEWNS, in, out); }

static const struct way ways[] = {
    {"autofs", PIPE, as_root}, {"autofs in a user namespace", PIPE | MAYBE, in_namespace},
};

int main(void)
{
    char known[65536] = "";
    int list = open("/proc/filesystems", O_RDONLY);
    read(list, known, sizeof known - 1);
    if (!strstr(known, "autofs"))
        lacks("no autofs");
    if (!traced()) {
        pid_t pid = fork();
        int status;
        if (!pid)
            _exit(unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
        waitpid(pid, &status, 0);
        if (status)
            lacks("no right to mount");
    }
    try_ways(ways, COUNT(ways));
    finish();
}
