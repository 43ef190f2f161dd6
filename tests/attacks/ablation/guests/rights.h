/* Two descriptors in a message. The name of the process outside that keeps them is its pid's. */

static socklen_t keeper(struct sockaddr_un *name, int pid)
{
    *name = (struct sockaddr_un){AF_UNIX, ""};
    return sizeof(sa_family_t) + 1 + sprintf(name->sun_path + 1, "scpipe-victim-%d", pid);
}

static void send_both(int socket, const int *fds)
{
    char control[CMSG_SPACE(2 * sizeof(int))] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(c), fds, 2 * sizeof(int));
    sendmsg(socket, &m, MSG_NOSIGNAL);
}

static int receive_both(int socket, int *fds)
{
    char control[CMSG_SPACE(2 * sizeof(int))] = {0}, byte;
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(socket, &m, 0) <= 0 || !CMSG_FIRSTHDR(&m))
        return 0;
    memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&m)), 2 * sizeof(int));
    return 1;
}
