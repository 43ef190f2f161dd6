/* Opens a switch of the kernel's for writing: write: as it is; remount: after a remount; inherited: below
 * descriptor 9, the root directory.
 */
#include "ablation.h"
#include <sys/mount.h>

int main(int argc, char **argv)
{
    char how = argc > 1 ? argv[1][0] : 0;
    if (how == 'i')
        end(openat(9, "proc/sys/kernel/core_pattern", O_WRONLY) >= 0, "no way in");
    if (how == 'r')
        mount(NULL, "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL);
    end(open("/proc/sys/kernel/core_pattern", O_WRONLY) >= 0, "read-only");
}
