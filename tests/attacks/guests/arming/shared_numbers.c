/* The two numbers of a new pair lie in memory that another process overwrites meanwhile, with numbers of older pairs and of files;
 * then data goes to every number.
 */
#include "arming.h"

static int attempt(void)
{
    volatile int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int old[2], won = 0, kind = getpid() & 1 ? PIPE : STREAM;
    end_with_maker();
    if (make(kind, old) || write(old[1], "A", 1) != 1)
        return 0;
    pid_t child = fork();
    if (!child) {
        end_with_maker();
        for (unsigned i = 0;; i++) {
            shared[0] = i & 1 ? old[0] : old[0] + 2;
            shared[1] = old[1] + (int)(i & 2 ? 0 : 2 + (i >> 2 & 1));
        }
    }
    for (int i = 0; i < 60 && !won; i++) {
        int first = lowest_free();
        long made = kind == PIPE ? syscall(SYS_pipe2, shared, O_NONBLOCK)
                                 : syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, shared);
        if (made)
            continue;
        write(first + 1, "A", 1);
        struct call call = {SYS_dup2, {first + 1, 50, 0, 0}, 50};
        then_write(&call);
        write(first + 1, DATA);
        won = other(first, 'A') || other(old[0], 'A');
        close(first);
        close(first + 1);
        close(50);
    }
    kill(child, SIGKILL);
    return won;
}

int main(void)
{
    try_again_for(5, attempt, "no number that was not seen");
}
