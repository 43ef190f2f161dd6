/* A notification pipe (O_NOTIFICATION_PIPE) of a keyring, into which the kernel writes of what happens to the keyring. */
#include "ways.h"
#include <sys/ioctl.h>

enum { IS_NOTIFICATION_PIPE = O_EXCL, SET_SIZE = 0x5760 };

int main(void)
{
    int p[2];
    if (syscall(SYS_pipe2, p, 0x5500000000UL | IS_NOTIFICATION_PIPE | O_NONBLOCK)) {
        if (!traced())
            lacks("no notification pipes");
        end(0, "no such pipe was to be had");
    }
    ioctl(p[0], SET_SIZE, 16);
    long ring = syscall(SYS_keyctl, 1 /* KEYCTL_JOIN_SESSION_KEYRING */, NULL);
    syscall(SYS_keyctl, 32 /* KEYCTL_WATCH_KEY */, ring, p[0], 1);
    syscall(SYS_add_key, "user", "attack", "x", 1L, ring);
    end(other(p[0], 0), "the kernel wrote nothing");
}
