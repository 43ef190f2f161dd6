/* An end of a pair comes to a number at which no write is trapped yet, and two values are written there. */
#include "ablation.h"

static int p[2];
static char name[64];

/* How it comes there; the number, or -1. */
static int opened(const char *way)
{
    struct { uint64_t flags, mode, resolve; } how = {O_WRONLY, 0, 0};
    if (!strcmp(way, "creat"))
        return syscall(SYS_creat, name, 0600);
    if (!strcmp(way, "openat2"))
        return syscall(437, AT_FDCWD, name, &how, sizeof how);
    if (!strncmp(way, "openat-", 7))
        return syscall(SYS_openat, AT_FDCWD, name, atoi(way + 7), 0600);
    return syscall(SYS_open, name, atoi(way + 5), 0600);
}

/* The same message, by one call or the other. */
static int received(const char *way)
{
    int s[2], found = -1;
    char control[CMSG_SPACE(sizeof(int))] = {0}, byte = 'x';
    struct iovec v = {&byte, 1};
    struct mmsghdr m = {.msg_hdr = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control}};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m.msg_hdr);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), p + 1, sizeof(int));
    /* No pair: messages on pairs bring no descriptors. */
    struct sockaddr_un to = {AF_UNIX, ""};
    socklen_t length = sizeof(sa_family_t) + 1 + sprintf(to.sun_path + 1, "scpipe-new-number-%d", getpid());
    s[0] = socket(AF_UNIX, SOCK_DGRAM, 0);
    s[1] = socket(AF_UNIX, SOCK_DGRAM, 0);
    bind(s[0], (struct sockaddr *)&to, length);
    connect(s[1], (struct sockaddr *)&to, length);
    if (sendmsg(s[1], &m.msg_hdr, 0) != 1)
        absent();
    memset(control, 0, sizeof control);
    m.msg_hdr.msg_controllen = sizeof control;
    if (!strcmp(way, "recvmmsg"))
        recvmmsg(s[0], &m, 1, 0, NULL);
    else
        recvmsg(s[0], &m.msg_hdr, 0);
    if (CMSG_FIRSTHDR(&m.msg_hdr))
        memcpy(&found, CMSG_DATA(CMSG_FIRSTHDR(&m.msg_hdr)), sizeof(int));
    return found;
}

static int copied(const char *way)
{
    if (!strcmp(way, "dup"))
        return syscall(SYS_dup, p[1]);
    if (!strcmp(way, "dup2"))
        return syscall(SYS_dup2, p[1], 40);
    if (!strcmp(way, "dup3"))
        return syscall(SYS_dup3, p[1], 40, 0);
    return fcntl(p[1], atoi(way + 6), 40);
}

/* A child in the same table makes the pair: its own writes are trapped, those of its parent are not. */
static int shared(void)
{
    int *there = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0L, 0L, 0L, 0L);
    if (!pid) {
        syscall(SYS_pipe, there);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    memcpy(p, there, sizeof p);
    return p[1];
}

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "made";
    if (strcmp(way, "clone"))
        pipe(p);
    sprintf(name, "/proc/self/fd/%d", p[1]);
    int fd = !strcmp(way, "made")        ? p[1]
           : !strcmp(way, "clone")       ? shared()
           : !strncmp(way, "recv", 4)    ? received(way)
           : strchr("co", way[0])        ? opened(way)
                                         : copied(way);
    if (fd < 0)
        absent();
    write(fd, "A", 1);
    write(fd, "B", 1);
    end(foreign(p[0], 'A'), "one value, or none");
}
