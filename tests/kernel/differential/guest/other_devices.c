/* Devices, counters and terminals, with the descriptor table shared. */
#include "guest.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <termios.h>

static const char mixed[] = "mixed data\nof two lines\n";
static const size_t length = sizeof mixed - 1;

static int opened(const char *path, int flags)
{
    start_idle_thread();
    int fd = open(path, flags);
    need(fd >= 0, path);
    return fd;
}

/* Reads as much as is to come: what a terminal shows comes in pieces on a busy machine. */
static void text_from(const char *who, int fd, ssize_t wanted)
{
    char text[200];
    struct pollfd one = {fd, POLLIN, 0};
    ssize_t n = -1;
    for (ssize_t had = 0, came; had < wanted && poll(&one, 1, 2000) == 1; n = had += came)
        if ((came = read(fd, text + had, sizeof text - 1 - had)) <= 0)
            break;
    for (ssize_t i = 0; i < n; i++)
        text[i] = text[i] == '\n' ? '|' : text[i] == '\r' ? '^' : text[i];
    text[n > 0 ? n : 0] = 0;
    say("%s: %zd \"%s\"", who, n, text);
}

CASE(device_null)
{
    int fd = opened("/dev/null", O_WRONLY);
    show("write", SYS(write, fd, mixed, length));
    show("bad buffer", SYS(write, fd, BAD, N(100)));
    show("large", SYS(write, fd, payload, N(MIB)));
    show("pwrite", SYS(pwrite64, fd, mixed, length, 77L));
}

CASE(device_full)
{
    int fd = opened("/dev/full", O_WRONLY);
    show("write", SYS(write, fd, mixed, length));
    show("nothing", SYS(write, fd, mixed, N(0)));
}

CASE(device_zero)
{
    int fd = opened("/dev/zero", O_RDWR);
    struct iovec iov[] = {{"ab", 2}, {"cd", 2}};
    show("write", SYS(write, fd, mixed, length));
    show("writev", SYS(writev, fd, iov, N(2)));
}

CASE(counter_values)
{
    uint64_t one = 1, most = UINT64_MAX - 1, all = UINT64_MAX, count = 0;
    start_idle_thread();
    int fd = eventfd(0, EFD_NONBLOCK);
    show("1", SYS(write, fd, &one, N(8)));
    show("1 in 16 bytes", SYS(write, fd, (uint64_t[2]){1, 2}, N(16)));
    show("4 bytes", SYS(write, fd, &one, N(4)));
    show("bad buffer", SYS(write, fd, BAD, N(8)));
    show("all bits", SYS(write, fd, &all, N(8)));
    show("overflow", SYS(write, fd, &most, N(8)));
    show("read", SYS(read, fd, &count, N(8)));
    say("count %lu", (unsigned long)count);
    show_poll("counter", fd);
}

CASE(counter_blocks)
{
    uint64_t one = 1, most = UINT64_MAX - 1, count = 0;
    start_idle_thread();
    int fd = eventfd(0, 0);
    show("most", SYS(write, fd, &most, N(8)));
    struct job *job = JOB(write, A(fd), A(&one), 8);
    start_thread(job);
    expect_blocked("write", job);
    show("read", SYS(read, fd, &count, N(8)));
    finish("write", job);
    show("read", SYS(read, fd, &count, N(8)));
    say("count %lu", (unsigned long)count);
}

CASE(counter_interrupted)
{
    uint64_t one = 1, most = UINT64_MAX - 1;
    catch_signal(SIGUSR1, 0);
    int fd = eventfd(0, 0);
    show("most", SYS(write, fd, &most, N(8)));
    struct job *job = JOB(write, A(fd), A(&one), 8);
    start_thread(job);
    expect_blocked("write", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_signals();
}

CASE(counter_wakes_a_reader)
{
    uint64_t one = 1;
    int fd = eventfd(0, 0);
    uint64_t *count = shared_memory(8);
    struct job *job = JOB(read, A(fd), A(count), 8);
    start_thread(job);
    expect_blocked("read", job);
    show("write", SYS(write, fd, &one, N(8)));
    finish("read", job);
    say("count %lu", (unsigned long)*count);
}

CASE(unwritable_objects)
{
    sigset_t set;
    sigemptyset(&set);
    start_idle_thread();
    show("signalfd", SYS(write, signalfd(-1, &set, 0), payload, N(8)));
    show("timerfd", SYS(write, timerfd_create(CLOCK_MONOTONIC, 0), payload, N(8)));
    show("epoll", SYS(write, epoll_create1(0), payload, N(8)));
    show("inotify", SYS(write, inotify_init1(0), payload, N(8)));
    show("pidfd", SYS(write, syscall(SYS_pidfd_open, getpid(), 0), payload, N(8)));
    show("listening socket", SYS(write, socket(AF_UNIX, SOCK_STREAM, 0), payload, N(8)));
}

static void open_pty(int *master, int *slave)
{
    start_idle_thread();
    *master = posix_openpt(O_RDWR | O_NOCTTY);
    need(*master >= 0 && grantpt(*master) == 0 && unlockpt(*master) == 0, "posix_openpt");
    *slave = open(ptsname(*master), O_RDWR | O_NOCTTY);
    need(*slave >= 0, "slave");
}

CASE(terminal_output_is_translated)
{
    int master, slave;
    open_pty(&master, &slave);
    show("slave", SYS(write, slave, mixed, length));
    text_from("master", master, length + 2);
    struct iovec iov[] = {{"ab", 2}, {"cd\n", 3}};
    show("writev", SYS(writev, slave, iov, N(2)));
    text_from("master", master, 6);
}

CASE(terminal_input_is_edited)
{
    int master, slave;
    open_pty(&master, &slave);
    show("master", SYS(write, master, "abd\177c\n", N(6)));
    text_from("slave", slave, 4);
    show("half a line", SYS(write, master, "xyz", N(3)));
    show_poll("slave", slave);
}

CASE(terminal_output_blocks)
{
    int master, slave;
    struct termios mode;
    open_pty(&master, &slave);
    tcgetattr(slave, &mode);
    cfmakeraw(&mode);
    tcsetattr(slave, TCSANOW, &mode);
    struct job *job = JOB(write, A(slave), A(payload), 100000);
    start_thread(job);
    expect_blocked("write", job);
    show("other writes go on", SYS(write, open("/dev/null", O_WRONLY), mixed, length));
    show_taken("master", master, 100000);
    finish("write", job);
}

CASE(terminal_hung_up)
{
    int master, slave;
    open_pty(&master, &slave);
    close(master);
    show("slave", SYS(write, slave, mixed, length));
    show("nothing", SYS(write, slave, mixed, N(0)));
}

CASE(fifo_carries_anything)
{
    start_idle_thread();
    need(mkfifo("fifo", 0600) == 0, "mkfifo");
    int reader = open("fifo", O_RDONLY | O_NONBLOCK), writer = open("fifo", O_WRONLY);
    show("write", SYS(write, writer, mixed, length));
    show("write", SYS(write, writer, "0123", N(4)));
    text_from("reader", reader, length + 4);
    catch_signal(SIGPIPE, 0);
    close(reader);
    show("write", SYS(write, writer, mixed, length));
    show_signals();
}

CASE(fifo_blocks)
{
    start_idle_thread();
    need(mkfifo("fifo", 0600) == 0, "mkfifo");
    int reader = open("fifo", O_RDONLY | O_NONBLOCK), writer = open("fifo", O_WRONLY);
    struct job *job = JOB(write, A(writer), A(payload), 100000);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("reader", reader, 100000);
    finish("write", job);
}

CASE(inherited_stdout)
{
    start_idle_thread();
    show("write", SYS(write, 1L, mixed, length));
    show("again", SYS(write, 1L, "abc\n", N(4)));
    int again = open("/proc/self/fd/1", O_WRONLY);
    if (again >= 0)
        SYS(write, again, "reopened\n", N(9));
    show("to stdin", SYS(write, 0L, mixed, length));
}

CASE(inherited_stdout_in_child)
{
    struct job *job = JOB(write, 1, A(mixed), A(length));
    run_in_child(job);
    show("write", job->out);
}
