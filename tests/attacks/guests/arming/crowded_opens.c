/* Ends are opened anew through /proc, and files opened under the same numbers, among threads that write to all low numbers for ever.
 */
#include "crowd.h"
#include <linux/openat2.h>

static int attempt(void)
{
    char file[] = "/tmp/attack-XXXXXX";
    int won = 0, made = mkstemp(file);
    close(made);
    begin_crowd();
    for (int i = 0; i < 24 && !won; i++) {
        static const struct open_how how = {.flags = O_RDWR | O_NONBLOCK};
        char path[64];
        int p[2], ends[4];
        if (pipe2(p, O_NONBLOCK))
            continue;
        snprintf(path, sizeof path, i & 1 ? "/dev/fd/%d" : "/proc/self/fd/%d", p[i >> 1 & 1]);
        ends[0] = open(path, O_WRONLY | O_NONBLOCK);
        ends[1] = open(file, O_WRONLY | O_TRUNC);
        give_time();
        close(ends[1]);
        ends[1] = syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
        ends[2] = open(file, O_RDWR);
        close(ends[0]);
        ends[0] = open(file, O_WRONLY | O_CREAT, 0600);
        ends[3] = creat(path, 0600);
        give_time();
        won = any(p[0]);
        for (int k = 0; k < 4; k++)
            close(ends[k]);
        close(p[0]), close(p[1]);
        if (i % 6 == 0)
            won |= uneven_filters();
    }
    unlink(file);
    return won;
}

int main(void) { try_again_for(1, attempt, "no byte came out of a pipe"); }
