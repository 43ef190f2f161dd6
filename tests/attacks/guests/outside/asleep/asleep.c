/* One call sleeps in its arguments or its files, and another thread puts a pair under the call's number meanwhile.
 * Arguments: the call, a file that a scanner holds up, a file whose pages come late, and one to be made when they
 * may come. It says whether the call slept meanwhile ("awake" if not); the last line is as of every attack. */
#include "../../attack.h"
#include <sys/stat.h>

static const char *name, *go;
static int number = 40, pair_end, source_end = -1, slept;
static volatile pid_t caller;
static volatile int over;

/* The letter of the calling thread's state. */
static int state(void)
{
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", caller);
    int fd = open(path, O_RDONLY), length = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
    if (fd >= 0)
        close(fd);
    if (length <= 0)
        return 0;
    line[length] = 0;
    return *(strrchr(line, ')') + 2);
}

/* Waits until the call sleeps for a while, or is held by a tracer, and exchanges the file under its number. */
static void *exchange(void *unused)
{
    int seen = 0, held = 0;
    while (!caller)
        sched_yield();
    for (; seen < 10 && held < 200 && !over; usleep(2000)) {
        int letter = state();
        seen = letter == 'S' || letter == 'D' ? seen + 1 : 0;
        held = letter == 't' ? held + 1 : 0;
    }
    slept = seen >= 10 && !over;
    dup2(pair_end, number);
    if (source_end >= 0)
        write(source_end, "AB", 2);
    close(open(go, O_CREAT | O_WRONLY, 0600));
    return unused;
}

static int connected(void)
{
    struct sockaddr_un own = {AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), made = socket(AF_UNIX, SOCK_STREAM, 0);
    socklen_t length = sizeof own;
    if (bind(listener, (void *)&own, sizeof(sa_family_t)) || listen(listener, 1) ||
        getsockname(listener, (void *)&own, &length) || connect(made, (void *)&own, length))
        lacks("a connected unix socket");
    return made;
}

static int fifo(int write_end)
{
    static int made;
    char path[64];
    snprintf(path, sizeof path, "/tmp/asleep-%d-%d", getpid(), made++);
    if (mkfifo(path, 0600))
        lacks("a FIFO");
    int read_fd = open(path, O_RDONLY | O_NONBLOCK), write_fd = open(path, O_WRONLY);
    fcntl(read_fd, F_SETFL, 0);
    unlink(path);
    if (!write_end)
        source_end = write_fd;
    return write_end ? write_fd : read_fd;
}

static long call(const char *scanned, char *page)
{
    struct rlimit limit = {1 << 30, 1 << 30};
    struct iovec *parts = (void *)page, part = {"AB", 2};
    struct msghdr *header = (void *)page;
    int file;
    if (!strcmp(name, "write") || !strcmp(name, "writev") || !strcmp(name, "pwritev2")) {
        /* A limit makes every write to a regular file one that scpipe lets the kernel make. */
        setrlimit(RLIMIT_FSIZE, &limit);
        dup2(open(scanned, O_WRONLY | O_APPEND), number);
        caller = gettid();
        if (name[5] == 'v')
            return writev(number, &part, 1);
        return name[0] == 'w' ? write(number, "AB", 2) : pwritev2(number, &part, 1, -1, 0);
    }
    if (!strcmp(name, "write-page")) {
        dup2(connected(), number);
        caller = gettid();
        return write(number, page, 2);
    }
    if (!strcmp(name, "sendto") || !strcmp(name, "sendmsg") || !strcmp(name, "sendmmsg")) {
        dup2(connected(), number);
        caller = gettid();
        if (name[4] == 't')
            return sendto(number, page, 2, 0, NULL, 0);
        return name[4] == 'm' && name[5] == 's' ? sendmsg(number, header, 0)
                                                : sendmmsg(number, (void *)page, 1, 0);
    }
    if (!strcmp(name, "bind") || !strcmp(name, "connect") || !strcmp(name, "setsockopt")) {
        dup2(socket(AF_UNIX, SOCK_DGRAM, 0), number);
        caller = gettid();
        if (name[0] == 'b')
            return bind(number, (void *)page, sizeof(sa_family_t));
        return name[0] == 'c' ? connect(number, (void *)page, sizeof(sa_family_t))
                              : setsockopt(number, SOL_SOCKET, SO_PASSCRED, page, sizeof(int));
    }
    if (!strcmp(name, "tee")) {
        int source = fifo(0);
        dup2(fifo(1), number);
        caller = gettid();
        return tee(source, number, 2, 0);
    }
    if (!strcmp(name, "vmsplice")) {
        dup2(fifo(1), number);
        caller = gettid();
        return vmsplice(number, parts, 1, 0);
    }
    if (!strncmp(name, "sendfile", 8)) {
        file = open(scanned, O_RDONLY);
        if (strstr(name, "file-file"))
            dup2(open("/tmp", O_RDWR | O_TMPFILE, 0600), number);
        else
            dup2(open("/dev/null", O_WRONLY), number);
        caller = gettid();
        return sendfile(number, file, strstr(name, "page") ? (off_t *)page : NULL, 2);
    }
    if (!strcmp(name, "splice") || !strcmp(name, "splice-page")) {
        file = open(scanned, O_RDONLY);
        dup2(fifo(1), number);
        caller = gettid();
        return splice(file, name[6] ? (loff_t *)page : NULL, number, NULL, 2, 0);
    }
    lacks("a call of that name");
}

/* 1 if the pair is not what it was. */
static int changed(int sockets, const int *p)
{
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    int on = 0;
    if (foreign(p[0], 'z'))
        return 1;
    if (!sockets)
        return 0;
    if (getsockname(p[1], (void *)&address, &length) || length > sizeof(sa_family_t))
        return 1;
    length = sizeof address;
    if (getpeername(p[1], (void *)&address, &length))
        return 1;
    length = sizeof on;
    return getsockopt(p[1], SOL_SOCKET, SO_PASSCRED, &on, &length) || on;
}

int main(int count, char **arguments)
{
    int p[2];
    if (count < 5)
        lacks("its arguments");
    pthread_t thread;
    name = arguments[1];
    go = arguments[4];
    int sockets = strchr("bc", name[0]) || !strcmp(name, "setsockopt");
    int slow = open(arguments[3], O_RDONLY);
    if (slow < 0)
        lacks("its files");
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, slow, (getpid() % 1000) * 4096);
    if (page == MAP_FAILED)
        lacks("a late page");
    if (sockets || (!strncmp(name, "send", 4) && name[4] != 'f')) {
        if (socketpair(AF_UNIX, sockets ? SOCK_DGRAM : SOCK_STREAM, 0, p))
            lacks("a socket pair");
    } else if (pipe2(p, O_NONBLOCK))
        lacks("a pipe");
    pair_end = p[1];
    if (write(p[1], "z", 1) != 1)
        lacks("an event");
    pthread_create(&thread, NULL, exchange, NULL);
    long result = call(arguments[2], page);
    int error = errno;
    over = 1;
    pthread_join(thread, NULL);
    printf("%s %s: %ld (%s)\n", name, slept ? "slept" : "awake", result, result < 0 ? strerror(error) : "done");
    end(changed(sockets, p), "the call kept the file it had");
}
