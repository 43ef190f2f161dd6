/* A memfd full of bytes as ancillary data of a message that repeats the event byte. */
#include "../attack.h"

int main(void)
{
    int p[2], file = memfd_create("x", 0);
    char room[CMSG_SPACE(sizeof(int))] = {0}, byte = 'A';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &file, sizeof file);
    sendmsg(p[1], &m, 0);
    memset(room, 0, sizeof room);
    m.msg_controllen = sizeof room;
    end(recvmsg(p[0], &m, 0) > 0 && CMSG_FIRSTHDR(&m) != NULL, "no descriptor came with the byte");
}
