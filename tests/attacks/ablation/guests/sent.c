/* Sends another byte with the call that the argument names, and with no other. */
#include "ablation.h"

int main(int argc, char **argv)
{
    int p[2];
    const char *call = argc > 1 ? argv[1] : "";
    struct iovec a = {"A", 1}, b = {"B", 1};
    struct msghdr other = {.msg_iov = &b, .msg_iovlen = 1};
    struct mmsghdr many = {.msg_hdr = other};
    signal(SIGPIPE, SIG_IGN);
    if (call[0] == 's') {
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    } else {
        pipe2(p, O_NONBLOCK);
    }
    if (!strcmp(call, "write"))
        writev(p[1], &a, 1);
    else
        write(p[1], "A", 1);
    if (!strcmp(call, "write"))
        write(p[1], "B", 1);
    else if (!strcmp(call, "writev"))
        writev(p[1], &b, 1);
    else if (!strcmp(call, "pwritev2"))
        syscall(SYS_pwritev2, p[1], &b, 1, -1L, -1L, 0);
    else if (!strcmp(call, "sendto"))
        sendto(p[1], "B", 1, 0, NULL, 0);
    else if (!strcmp(call, "sendmsg"))
        sendmsg(p[1], &other, 0);
    else if (!strcmp(call, "sendmmsg"))
        sendmmsg(p[1], &many, 1, 0);
    end(foreign(p[0], 'A'), "only the event byte came out");
}
