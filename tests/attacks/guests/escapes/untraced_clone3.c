/* clone3 with CLONE_UNTRACED in its memory. */
#include "../attack.h"
#include <linux/sched.h>

int main(void)
{
    int p[2];
    struct clone_args a = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = syscall(SYS_clone3, &a, sizeof a);
    if (!pid) {
        write(p[1], "B", 1);
        _exit(0);
    }
    await_end(pid, 20);
    end(foreign(p[0], 'A'), "no child left the supervisor");
}
