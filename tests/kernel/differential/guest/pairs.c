/* Pairs: making them, filling them, reading what arrived and whether it is all BYTE. */
#include "guest.h"

char payload[MIB];
static char arrived[MIB];

__attribute__((constructor)) static void set_payload(void)
{
    memset(payload, BYTE, sizeof payload);
}

void make_pipe(int ends[2], int flags)
{
    need(pipe2(ends, flags) == 0, "pipe2");
}

void make_pair(int ends[2], int type)
{
    need(socketpair(AF_UNIX, type, 0, ends) == 0, "socketpair");
}

void set_nonblocking(int fd, bool on)
{
    int flags = fcntl(fd, F_GETFL);
    need(fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK) == 0, "F_SETFL");
}

int reopen(int fd, int flags)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int again = open(path, flags);
    need(again >= 0, "reopen");
    return again;
}

void name_socket(struct sockaddr_un *address, const char *name)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    snprintf(address->sun_path, sizeof address->sun_path, "%s.%d", name, getpid());
}

long fill(int fd)
{
    long sum = 0;
    int flags = fcntl(fd, F_GETFL);
    set_nonblocking(fd, true);
    for (;;) {
        ssize_t n = write(fd, payload, PAGE);
        if (n <= 0)
            break;
        sum += n;
    }
    need(errno == EAGAIN, "fill");
    fcntl(fd, F_SETFL, flags);
    return sum;
}

/* One non-blocking message; boundaries and flags are known for sockets only. */
static ssize_t receive(int fd, int *flags)
{
    struct iovec iov = {arrived, sizeof arrived};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1};
    ssize_t n = recvmsg(fd, &header, MSG_DONTWAIT);
    *flags = n >= 0 ? header.msg_flags : 0;
    if (n >= 0 || errno != ENOTSOCK)
        return n;
    int old = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, old | O_NONBLOCK);
    n = read(fd, arrived, sizeof arrived);
    int err = errno;
    fcntl(fd, F_SETFL, old);
    errno = err;
    return n;
}

static bool uniform(ssize_t n)
{
    for (ssize_t i = 0; i < n; i++)
        if (arrived[i] != BYTE)
            return false;
    return true;
}

static bool no_more_can_come(int fd)
{
    struct pollfd one = {fd, POLLRDHUP, 0};
    poll(&one, 1, 0);
    return one.revents & (POLLRDHUP | POLLHUP);
}

void drain(const char *who, int fd)
{
    long sum = 0;
    bool same = true;
    ssize_t n;
    int flags;
    while ((n = receive(fd, &flags)) > 0) {
        sum += n;
        same = same && uniform(n);
    }
    say("%s: %ld bytes%s, then %s", who, sum, same ? "" : " MIXED",
        n == 0 ? "eof" : errno == EAGAIN ? "empty" : errno_name(errno));
}

void drain_messages(const char *who, int fd)
{
    char line[4000] = "";
    ssize_t n, last = -1;
    int flags, last_flags = 0, times = 0, used = 0;
    bool same = true;
    for (;;) {
        n = receive(fd, &flags);
        bool end = n < 0 || (n == 0 && no_more_can_come(fd));
        if (times && (end || n != last || flags != last_flags)) {
            used += snprintf(line + used, sizeof line - (size_t)used, " %zd", last);
            if (times > 1)
                used += snprintf(line + used, sizeof line - (size_t)used, "x%d", times);
            if (last_flags)
                used += snprintf(line + used, sizeof line - (size_t)used, "/%x", (unsigned)last_flags);
            times = 0;
            need(used < 3900, "too many messages for a line");
        }
        if (end)
            break;
        last = n, last_flags = flags, times++;
        same = same && uniform(n);
    }
    say("%s messages:%s%s, then %s", who, line, same ? "" : " MIXED",
        n == 0 ? "eof" : errno == EAGAIN ? "empty" : errno_name(errno));
}

long take(int fd, long count)
{
    long sum = 0;
    struct pollfd one = {fd, POLLIN, 0};
    while (sum < count && poll(&one, 1, 60000) == 1) {
        size_t want = (size_t)(count - sum) < sizeof arrived ? (size_t)(count - sum) : sizeof arrived;
        ssize_t n = read(fd, arrived, want);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        need(uniform(n), "mixed bytes arrived");
        sum += n;
    }
    return sum;
}

void show_taken(const char *who, int fd, long count)
{
    say("%s took %ld", who, take(fd, count));
}

char *page_edge(size_t good)
{
    size_t room = (good + PAGE - 1) / PAGE * PAGE;
    char *start = mmap(NULL, room + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    need(start != MAP_FAILED, "mmap");
    memset(start, BYTE, room);
    need(mprotect(start + room, PAGE, PROT_NONE) == 0, "mprotect");
    return start + room - good;
}
