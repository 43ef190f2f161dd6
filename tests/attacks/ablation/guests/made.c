/* Makes a pair: argument pipe, pipe2, socketpair, tipc or notification. Won if there is one. */
#include "ablation.h"

int main(int argc, char **argv)
{
    int p[2];
    char kind = argc > 1 ? argv[1][0] : 0;
    int failed;
    if (kind == 't')
        failed = socketpair(AF_TIPC, SOCK_STREAM, 0, p);
    else if (kind == 'n')
        failed = pipe2(p, O_EXCL); /* O_NOTIFICATION_PIPE */
    else if (kind == 's')
        failed = socketpair(AF_UNIX, SOCK_STREAM, 0, p);
    else
        failed = argv[1][4] ? pipe2(p, O_CLOEXEC) : syscall(SYS_pipe, p);
    if (failed)
        absent();
    end(1, "");
}
