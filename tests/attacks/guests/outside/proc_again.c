/* Mounts proc and sysfs once more, in a user namespace of its own, to have the kernel's switches writable.
 * who: root
 */
#include "userns.h"

int main(void)
{
    become_root(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC);
    pid_t pid = fork();
    int status;
    if (!pid) {
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
        int won = !mount("x", "/mnt", "proc", 0, NULL) && open("/mnt/sys/kernel/core_pattern", O_WRONLY) >= 0;
        won |= !mount("x", "/tmp", "sysfs", 0, NULL) && open("/tmp/kernel/mm/ksm/run", O_WRONLY) >= 0;
        _exit(!won);
    }
    waitpid(pid, &status, 0);
    end(!status, "no second view of the switches");
}
