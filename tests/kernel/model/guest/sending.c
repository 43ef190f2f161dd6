/* One message in every way there is to send it: descriptor, method, length, byte, another byte, its place
   (negative: none), into how many parts it is cut, and who sends it. A negative byte: what others change
   meanwhile. */
#include "interpreter.h"

enum method { WRITE, WRITEV, PWRITEV2, SENDTO, SENDMSG, SENDMMSG, ADDRESSED, RIGHTS };

static int cut(char *data, int length, int parts, struct iovec *vector)
{
    int each = length / parts;
    for (int part = 0; part < parts; part++) {
        vector[part].iov_base = data + part * each;
        vector[part].iov_len = part == parts - 1 ? length - part * each : each;
    }
    return parts;
}

static long send_twice(int fd, struct msghdr *message, struct result *result)
{
    struct mmsghdr both[2] = {{*message, 0}, {*message, 0}};
    int sent = sendmmsg(fd, both, 2, MSG_NOSIGNAL);
    long error = -errno;
    for (int at = 0; at < sent; at++)
        result->extra += both[at].msg_len;
    return sent < 0 ? error : sent;
}

static long send_now(const int *args, struct result *result)
{
    static _Thread_local char own[LARGEST];
    int fd = args[0], length = args[2], byte = args[3];
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "nobody"};
    char control[CMSG_SPACE(sizeof fd)] = "", *data = state->flipped;
    struct iovec vector[8];
    if (byte >= 0) {
        data = memset(own, byte, length);
        if (args[5] >= 0)
            data[args[5]] = args[4];
    }
    struct msghdr message = {.msg_iov = vector, .msg_iovlen = cut(data, length, args[6], vector)};
    long value = -1;
    errno = ENOSYS;
    switch ((enum method)args[1]) {
    case WRITE: value = write(fd, data, length); break;
    case WRITEV: value = writev(fd, vector, args[6]); break;
    case PWRITEV2: value = pwritev2(fd, vector, args[6], -1, 0); break;
    case SENDTO: value = sendto(fd, data, length, MSG_NOSIGNAL, NULL, 0); break;
    case SENDMSG: value = sendmsg(fd, &message, MSG_NOSIGNAL); break;
    case SENDMMSG: return send_twice(fd, &message, result);
    case ADDRESSED: value = sendto(fd, data, length, MSG_NOSIGNAL, (void *)&name, sizeof name); break;
    case RIGHTS:
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
        value = sendmsg(fd, &message, MSG_NOSIGNAL);
    }
    return value < 0 ? -errno : value;
}

/* The same by a child that only does this; it shares nothing but memory for the result (vfork: all memory). */
long send_bytes(const int *args, struct result *result)
{
    enum { SELF, FORKED, VFORKED };
    if (args[7] == SELF)
        return send_now(args, result);
    long child = args[7] == FORKED ? syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) : vfork();
    if (child == 0) {
        result->of_child = send_now(args, result);
        _exit(0);
    }
    siginfo_t info;
    while (child > 0 && waitid(P_PID, child, &info, WEXITED) < 0 && errno == EINTR)
        ;
    return child < 0 ? -errno : result->of_child;
}
