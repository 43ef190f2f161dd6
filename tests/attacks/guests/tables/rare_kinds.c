/* A shared number changes between a pair and descriptors of rare kinds, for which the call is made by the supervisor, alone, or not at all. */
#include "../attack.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

enum { NUMBER = 90, MOST = 40 };

static int kinds[MOST], count, ends[2];

static void add(int fd)
{
    if (fd >= 0 && count < MOST)
        kinds[count++] = fd;
}

static void add_all(void)
{
    sigset_t none;
    int two[2];
    sigemptyset(&none);
    add(eventfd(0, EFD_NONBLOCK));
    add(epoll_create1(0));
    add(signalfd(-1, &none, 0));
    add(timerfd_create(CLOCK_MONOTONIC, 0));
    add(inotify_init1(IN_NONBLOCK));
    add(syscall(SYS_memfd_create, "x", 0));
    add(syscall(447 /* memfd_secret */, 0));
    add(syscall(SYS_pidfd_open, getpid(), 0));
    add(socket(AF_NETLINK, SOCK_RAW, 0));
    add(socket(AF_PACKET, SOCK_RAW, 0));
    add(socket(38 /* AF_ALG */, SOCK_SEQPACKET, 0));
    add(socket(40 /* AF_VSOCK */, SOCK_STREAM, 0));
    add(socket(AF_INET, SOCK_DGRAM, 0));
    add(socket(AF_INET, SOCK_STREAM, 262 /* MPTCP */));
    add(socket(AF_UNIX, SOCK_DGRAM, 0));
    add(socket(AF_UNIX, SOCK_SEQPACKET, 0));
    add(socket(AF_INET6, SOCK_STREAM, 256 /* SMC */));
    add(open("/dev/net/tun", O_RDWR));
    add(open("/dev/fuse", O_RDWR));
    add(open("/dev/ptmx", O_RDWR | O_NOCTTY));
    add(open("/dev/full", O_RDWR));
    add(open("/dev/kmsg", O_RDONLY));
    add(open("/proc/self/oom_score_adj", O_RDONLY));
    add(open("/proc/self/ns/user", O_RDONLY));
    add(open("/proc/self/mem", O_RDWR));
    add(open("/tmp", O_RDWR | O_TMPFILE, 0600));
    add(open("/tmp", O_PATH));
    if (!socketpair(AF_UNIX, SOCK_DGRAM, 0, two))
        add(two[0]);
}

static void *flip(void *unused)
{
    for (unsigned i = 0;; i++) {
        dup2(ends[1], NUMBER);
        dup2(kinds[i % count], NUMBER);
    }
    return unused;
}

static void *send_all(void *unused)
{
    struct iovec v = {"B", 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    struct mmsghdr two[2] = {{.msg_hdr = m}, {.msg_hdr = m}};
    for (;;) {
        write(NUMBER, "B", 1);
        writev(NUMBER, &v, 1);
        syscall(SYS_pwritev2, NUMBER, &v, 1, -1, -1, 8 /* RWF_NOWAIT */);
        send(NUMBER, "B", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        sendmsg(NUMBER, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
        sendmmsg(NUMBER, two, 2, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    int won = 0, sv[2], p[2];
    signal(SIGPIPE, SIG_IGN);
    add_all();
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv);
    pipe2(p, O_NONBLOCK);
    write(sv[1], "A", 1);
    write(p[1], "A", 1);
    ends[1] = sv[1];
    pthread_create(&t, NULL, flip, NULL);
    pthread_create(&t, NULL, send_all, NULL);
    for (double until = tries_until(1.6); now() < until && !won; usleep(300)) {
        ends[1] = ends[1] == p[1] ? sv[1] : p[1];
        won = foreign(sv[0], 'A') || foreign(p[0], 'A');
    }
    end(won, "no kind of descriptor let a byte slip");
}
