/* clone3 with CLONE_UNTRACED in its memory. */
#include "../attack.h"
#include <linux/sched.h>

int main(void)
{
    int p[2];
    struct clone_args a = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    if (syscall(SYS_clone3, &a, sizeof a) == 0) {
        write(p[1], "B", 1);
        _exit(0);
    }
    usleep(200000);
    end(foreign(p[0], 'A'), "no child left the supervisor");
}
