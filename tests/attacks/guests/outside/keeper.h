/* A process outside that keeps the descriptors it is given, writes nothing to them, and gives the last two back (keeping.h). */
#include "victim.h"
#include <stdatomic.h>

/* Far more pairs than are remembered: what is dead is forgotten then. */
enum { CROWD = 2200 };

static int keeper;

static socklen_t keeper_address(struct sockaddr_un *place, pid_t pid)
{
    memset(place, 0, sizeof *place);
    place->sun_family = AF_UNIX;
    return offsetof(struct sockaddr_un, sun_path) + 1 + sprintf(place->sun_path + 1, "scpipe-keeper-%d", pid);
}

/* The connection has a number that no pair will have. */
__attribute__((unused)) static void connect_keeper(void)
{
    struct sockaddr_un place;
    socklen_t length = keeper_address(&place, victim());
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    keeper = fcntl(fd, F_DUPFD_CLOEXEC, 50);
    close(fd);
    for (double until = now() + 20; connect(keeper, (struct sockaddr *)&place, length); usleep(10000))
        if (now() > until)
            lacks("a process outside that keeps descriptors");
}

/* One byte with two descriptors: what sendmsg returns. */
static int send_two(int to, const int fds[2])
{
    union {
        char bytes[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr head;
    } control = {.head = {CMSG_LEN(2 * sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    struct iovec byte = {"x", 1};
    struct msghdr message = {.msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    memcpy(CMSG_DATA(&control.head), fds, 2 * sizeof(int));
    return sendmsg(to, &message, 0);
}

/* The byte that has come, and two descriptors if they came with it, else -1; -1 if nothing comes any more. */
static int receive_two(int from, int fds[2])
{
    union {
        char bytes[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr head;
    } control;
    char byte;
    struct iovec place = {&byte, 1};
    struct msghdr message = {.msg_iov = &place, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    fds[0] = fds[1] = -1;
    if (recvmsg(from, &message, 0) != 1)
        return -1;
    if (message.msg_controllen >= CMSG_LEN(2 * sizeof(int)) && control.head.cmsg_type == SCM_RIGHTS)
        memcpy(fds, CMSG_DATA(&control.head), 2 * sizeof(int));
    return byte;
}

/* What was given last; 0 if nothing was. */
__attribute__((unused)) static int take_back(int fds[2])
{
    write(keeper, "G", 1);
    return receive_two(keeper, fds) >= 0 && fds[0] >= 0;
}

__attribute__((unused)) static void have_all_forgotten(void)
{
    for (int i = 0; i < fewer(CROWD); i++) {
        int ends[2];
        if (pipe(ends) == 0)
            close(ends[0]), close(ends[1]);
    }
}

/* Writes a value and reads it: 1 if it came out. */
__attribute__((unused)) static int passes(const int ends[2], char value)
{
    char byte = 0;
    struct pollfd p = {ends[0], POLLIN, 0};
    return write(ends[1], &value, 1) == 1 && poll(&p, 1, 1000) == 1 && read(ends[0], &byte, 1) == 1 && byte == value;
}
