/* Root becomes another user, in every way, and drops what it has, so that its supervisor might not look into it any more.
 * who: root
 */
#include "../attack.h"
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <sys/fsuid.h>

static void change(int way)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
    if (way == 0)
        setresuid(65534, 65534, 65534);
    if (way == 1)
        setresuid(65534, 0, 1);
    if (way == 2)
        setfsuid(65534);
    if (way == 3)
        syscall(SYS_capset, &head, none);
    if (way == 4) {
        prctl(PR_SET_KEEPCAPS, 1);
        setresgid(65534, 65534, 65534);
        setresuid(65534, 65534, 65534);
    }
    if (way == 5) {
        setresuid(65534, 65534, 65534);
        unshare(CLONE_NEWUSER);
    }
}

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    for (int way = 0; way < 6; way++) {
        pid_t pid = fork();
        if (!pid) {
            change(way);
            prctl(PR_SET_DUMPABLE, 0);
            write(p[1], "B", 1);
            _exit(0);
        }
        waitpid(pid, NULL, 0);
    }
    end(foreign(p[0], 'A'), "whoever writes is judged");
}
