/* Making the supervisor forget dead pairs, and passing descriptors. */

/* More pairs than the supervisor keeps without looking which of them are dead (ledger.py, FEW_PAIRS; run_scaled.py). */
__attribute__((unused)) static void sweep(void)
{
    int p[2];
    for (int i = fewer(2200); i > 0 && pipe(p) == 0; i--) {
        close(p[0]);
        close(p[1]);
    }
}

__attribute__((unused)) static void send_end(int socket, int fd)
{
    char control[CMSG_SPACE(sizeof fd)] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    sendmsg(socket, &m, 0);
}

__attribute__((unused)) static int receive_end(int socket)
{
    char control[CMSG_SPACE(sizeof(int))] = {0}, byte;
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    int fd = -1;
    if (recvmsg(socket, &m, 0) > 0 && CMSG_FIRSTHDR(&m))
        memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
    return fd;
}
