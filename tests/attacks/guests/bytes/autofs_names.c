/* The kernel itself is made to write: autofs sends its packets, with names of the program's choice, into a pipe it is given.
 * who: root
 */
#include "../attack.h"
#include <sys/mount.h>
#include <sys/stat.h>

int main(void)
{
    char place[] = "/tmp/autofs-XXXXXX", options[100], name[100];
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    if (unshare(CLONE_NEWNS) && unshare(CLONE_NEWUSER | CLONE_NEWNS))
        end(0, "no mount namespace");
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    mkdtemp(place);
    sprintf(options, "fd=%d,pgrp=%d,minproto=5,maxproto=5,indirect", p[1], getpgrp());
    if (mount("scpipe", place, "autofs", 0, options)) {
        int found = errno;
        rmdir(place);
        if (found == ENODEV)
            lacks("autofs");
        end(0, "no autofs");
    }
    pid_t pid = fork();
    if (!pid) {
        setpgid(0, 0);
        sprintf(name, "%s/BBBB", place);
        open(name, O_RDONLY);
        _exit(0);
    }
    int won = comes(p[0], 'A', 20);
    kill(pid, SIGKILL);
    close(p[0]);
    close(p[1]);
    umount2(place, MNT_DETACH);
    waitpid(pid, NULL, 0);
    rmdir(place);
    end(won, "the kernel wrote nothing");
}
