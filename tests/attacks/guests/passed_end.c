/* A pair's end goes through a named socket to another process, which writes another byte into it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

__attribute__((unused)) static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

__attribute__((unused)) static void end(int won, const char *why)
{
    if (won)
        printf("THROUGH\n");
    else
        printf("stopped: %s\n", why);
    fflush(stdout);
    _exit(won ? 0 : 1);
}

/* Reads what is there: 1 if a byte other than `own` was among it; own 0: if there were two values. */
__attribute__((unused)) static int foreign(int fd, int own)
{
    unsigned char bytes[65536];
    struct pollfd p = {fd, POLLIN, 0};
    while (poll(&p, 1, 0) > 0 && (p.revents & POLLIN)) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        if (!own)
            own = bytes[0];
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != own)
                return 1;
    }
    return 0;
}

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
    sendmsg(named, &m, 0);
    close(p[1]);
    usleep(300000);
    kill(pid, SIGKILL);
    end(foreign(p[0], 'A'), "the byte went with the pair");
}
