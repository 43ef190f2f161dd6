/* The name "fuse" begins on an ordinary page and ends on one that only the kernel reads on the program's behalf (memfd_secret, or memory that
 * may be executed only).
 */
#include "../attack.h"
#include <sys/mount.h>

static char *split(int secret)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (secret) {
        int fd = syscall(447 /* memfd_secret */, 0);
        if (fd < 0 || ftruncate(fd, 4096) || mmap(pages + 4096, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
            return NULL;
    }
    memcpy(pages + 4094, "fuse", 5);
    if (!secret)
        mprotect(pages + 4096, 4096, PROT_EXEC);
    return pages + 4094;
}

int main(void)
{
    int won = 0;
    unshare(CLONE_NEWUSER | CLONE_NEWNS);
    for (int secret = 0; secret < 2 && !won; secret++) {
        char *name = split(secret);
        if (!name)
            continue;
        int fd = syscall(430 /* fsopen */, name, 0);
        won = fd >= 0;
        if (!won) {
            won = mount("none", "/tmp", name, 0, "") < 0 && errno == EINVAL; /* FUSE misses its options */
        }
    }
    if (!won && !split(1))
        lacks("memfd_secret");
    end(won, "a name that cannot be read as a whole is refused");
}
