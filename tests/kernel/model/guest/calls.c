/* Operations on descriptors. */
#include "interpreter.h"

static long answer(long value)
{
    return value < 0 ? -errno : value;
}

static long create(const int *args, struct result *result)
{
    static const int types[] = {0, SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    int kind = args[0], nonblock = args[1] & 1, cloexec = args[1] & 2, direct = args[1] & 4, fds[2];
    if (kind == 0) {
        int flags = (nonblock ? O_NONBLOCK : 0) | (cloexec ? O_CLOEXEC : 0) | (direct ? O_DIRECT : 0);
        if ((flags ? pipe2(fds, flags) : pipe(fds)) < 0)
            return -errno;
        result->extra = fcntl(fds[0], F_GETPIPE_SZ);
    } else {
        int flags = (nonblock ? SOCK_NONBLOCK : 0) | (cloexec ? SOCK_CLOEXEC : 0), size;
        socklen_t length = sizeof size;
        if (socketpair(AF_UNIX, types[kind] | flags, 0, fds) < 0)
            return -errno;
        getsockopt(fds[0], SOL_SOCKET, SO_SNDBUF, &size, &length);
        result->extra = size;
    }
    return fds[0] | (long)fds[1] << 16;
}

static long read_some(int fd, int size, struct result *result)
{
    static _Thread_local char buffer[2 * LARGEST];
    long total = 0, last = 0;
    for (int idle = 0; idle < 40; idle += last <= 0) {
        struct pollfd poll_fd = {fd, POLLIN, 0};
        if (poll(&poll_fd, 1, 0) == 0 && fcntl(fd, F_GETFD) >= 0 && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_WRONLY) {
            last = -EAGAIN;
            break;
        }
        last = answer(read(fd, buffer, size ? size : 2 * LARGEST));
        if (last == -ECONNRESET && !size)
            continue; /* said once, before what is there to read */
        if (last < 0)
            break;
        total += last;
        for (long at = 0, end; at < last; at = end) {
            for (end = at; end < last && buffer[end] == buffer[at];)
                end++;
            note_run(result, (unsigned char)buffer[at], end - at);
        }
        if (size)
            break;
    }
    result->extra = last;
    return size ? last : total;
}

static long transfer(int in, int out, int how)
{
    if (how == 0)
        return answer(splice(in, NULL, out, NULL, 4096, SPLICE_F_NONBLOCK));
    if (how == 1)
        return answer(tee(in, out, 4096, SPLICE_F_NONBLOCK));
    if (how == 2)
        return answer(sendfile(out, in, NULL, 4096));
    struct iovec part = {"abc", 3};
    return answer(vmsplice(out, &part, 1, SPLICE_F_NONBLOCK));
}

static long pass(int carrier, int fd)
{
    char byte = 'x', control[CMSG_SPACE(sizeof fd)] = "";
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return answer(sendmsg(carrier, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

static long receive(int carrier)
{
    int fd = -1;
    char byte, control[CMSG_SPACE(sizeof fd)];
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(carrier, &message, MSG_DONTWAIT) < 0)
        return -errno;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header)
        return -ENODATA;
    memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

static long reopen(int fd, int mode, int owner)
{
    static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR};
    char path[64] = "/proc/thread-self/fd/";
    if (owner >= 0)
        sprintf(path, "/proc/%d/task/%d/fd/", state->pid[owner], state->tid[owner]);
    sprintf(path + strlen(path), "%d", fd);
    return answer(open(path, modes[mode] | O_NONBLOCK));
}

/* In a race new descriptors go where the program says, so that numbers stay few. */
static long settle(long made, int place)
{
    if (made < 0 || place < 0)
        return made;
    long value = answer(dup2(made, place));
    if (made != place)
        close(made);
    return value;
}

/* Names the one and the other end by the same number in turn: others may be writing to it. */
static long swap(int one, int two, int number, int times)
{
    long value = 0;
    while (value >= 0 && times-- > 0) {
        value = answer(dup2(one, number));
        value = answer(dup2(two, number));
    }
    return value;
}

long descriptor_call(const struct operation *op, struct result *result)
{
    const int *a = op->args;
    switch (op->code) {
    case CREATE: return create(a, result);
    case DUP: return answer(fcntl(a[0], a[2] ? F_DUPFD_CLOEXEC : F_DUPFD, a[1]));
    case DUP2: return answer(dup3(a[0], a[1], a[2] ? O_CLOEXEC : 0));
    case CLOSE: return answer(close(a[0]));
    case CLOSE_RANGE: return answer(close_range(a[0], a[1], a[2]));
    case SEND: return send_bytes(a, result);
    case READ: return read_some(a[0], a[1], result);
    case TRANSFER: return transfer(a[0], a[1], a[2]);
    case PASS: return pass(a[0], a[1]);
    case RECEIVE: return settle(receive(a[0]), a[1]);
    case REOPEN: return settle(reopen(a[0], a[1], a[2]), a[3]);
    case SHUTDOWN: return answer(shutdown(a[0], a[1]));
    case SWAP: return swap(a[0], a[1], a[2], a[3]);
    default: return -ENOSYS;
    }
}
