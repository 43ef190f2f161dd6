/* Descriptors in messages (SCM_RIGHTS), over sockets that are no pairs: only those may carry them. */
#include "../bytes/ways.h"

/* Connects two sockets through a name of the kernel's choice. s[0] is the accepted end. */
__attribute__((unused)) static void connect_two(int s[2])
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    getsockname(listener, (struct sockaddr *)&name, &size);
    listen(listener, 4);
    s[1] = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(s[1], (struct sockaddr *)&name, size);
    s[0] = accept(listener, NULL, NULL);
    close(listener);
    fcntl(s[0], F_SETFL, O_NONBLOCK);
}

/* Passes `count` descriptors with one byte. */
__attribute__((unused)) static void pass(int over, const int *fds, int count)
{
    char room[CMSG_SPACE(8 * sizeof(int))] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = CMSG_SPACE(count * sizeof(int))};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(c), fds, count * sizeof(int));
    sendmsg(over, &m, 0);
}

/* Receives up to `count` descriptors of one message; how many came. */
static int receive_all(int from, int *fds, int count, int flags)
{
    char room[CMSG_SPACE(8 * sizeof(int))] = {0}, byte;
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = CMSG_SPACE(count * sizeof(int))};
    if (recvmsg(from, &m, flags) <= 0 || !CMSG_FIRSTHDR(&m))
        return 0;
    int came = (CMSG_FIRSTHDR(&m)->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&m)), (came < count ? came : count) * sizeof(int));
    return came;
}

/* Receives one descriptor; -1 if none came. */
__attribute__((unused)) static int receive(int from, int flags)
{
    int got = -1;
    receive_all(from, &got, 1, flags);
    return got;
}
