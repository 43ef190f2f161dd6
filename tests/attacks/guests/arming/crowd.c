/* Pipes and socket pairs are made, and their ends duplicated in every way, among threads that write to all low numbers for ever.
 */
#include "crowd.h"

static int attempt(void)
{
    /* A thread that writes to a socket pair which is just being made may have the process killed: not in all attempts. */
    int won = 0, with_sockets = getpid() & 1;
    begin_crowd();
    for (int i = 0; i < 24 && !won; i++) {
        int p[2], ends[4], sockets = with_sockets && i % 3 == 2;
        if (sockets ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        give_time();
        ends[0] = dup(p[1]);
        ends[1] = dup2(p[1], 12 + i % 3);
        ends[2] = dup3(p[1], 15, O_CLOEXEC);
        ends[3] = fcntl(p[1], F_DUPFD, 8);
        give_time();
        won = any(p[0]) || (sockets && any(p[1]));
        for (int k = 0; k < 4; k++)
            close(ends[k]);
        close(p[0]), close(p[1]);
        if (i % 6 == 0)
            won |= uneven_filters();
        if (i % 8 == 0) {
            pid_t child = fork();
            if (!child) {
                struct call call;
                pipe2(p, O_NONBLOCK);
                call = (struct call){SYS_dup2, {p[1], 12, 0, 0}, 12};
                then_write(&call);
                _exit(any(p[0]));
            }
            int status = 0;
            waitpid(child, &status, 0);
            won |= WIFEXITED(status) && WEXITSTATUS(status) == 1;
        }
    }
    return won;
}

int main(void) { try_again_for(1, attempt, "no byte came out of a pair"); }
