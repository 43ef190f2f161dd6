/* A pair's end goes through a named socket to another process, which writes another byte into it. */
#include "../attack.h"

int main(void)
{
    int p[2];
    struct sockaddr_un self = {AF_UNIX, ""};
    socklen_t size = sizeof self;
    char room[CMSG_SPACE(sizeof(int))] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    int named = socket(AF_UNIX, SOCK_DGRAM, 0);
    bind(named, (struct sockaddr *)&self, sizeof(sa_family_t));
    getsockname(named, (struct sockaddr *)&self, &size);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &p[1], sizeof(int));
    m.msg_name = &self;
    m.msg_namelen = size;
    pid_t pid = fork();
    if (!pid) {
        int got = -1;
        close(p[1]);
        m.msg_name = NULL;
        m.msg_namelen = 0;
        recvmsg(named, &m, 0);
        memcpy(&got, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof got);
        write(got, "B", 1);
        _exit(0);
    }
    int passed = sendmsg(named, &m, 0) > 0;
    close(p[1]);
    await_end(pid, IF_DONE(passed));
    kill(pid, SIGKILL);
    end(foreign(p[0], 'A'), "the byte went with the pair");
}
