/* Files, with the descriptor table shared: no pair, any data, everything as natively. */
#include "guest.h"
#include <sys/resource.h>
#include <sys/sendfile.h>

static const char mixed[] = "0123456789 mixed data";
static const size_t length = sizeof mixed - 1;

static int make_file(int flags)
{
    start_idle_thread();
    unlink("file");
    int fd = open("file", O_RDWR | O_CREAT | O_EXCL | flags, 0600);
    need(fd >= 0, "open");
    return fd;
}

static void contents(int fd)
{
    char text[200];
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = 0;
    for (ssize_t i = 0; i < n; i++)
        text[i] = text[i] ? text[i] : '_';
    say("contents \"%s\" offset %ld size %ld", text, (long)lseek(fd, 0, SEEK_CUR), (long)lseek(fd, 0, SEEK_END));
}

CASE(file_write_moves_the_offset)
{
    int fd = make_file(0);
    show("write", SYS(write, fd, mixed, length));
    say("offset %ld", (long)lseek(fd, 0, SEEK_CUR));
    show("write", SYS(write, fd, mixed, N(3)));
    show("nothing", SYS(write, fd, mixed, N(0)));
    lseek(fd, 4, SEEK_SET);
    show("in the middle", SYS(write, dup(fd), "XY", N(2)));
    contents(fd);
}

CASE(file_append)
{
    int fd = make_file(O_APPEND);
    show("write", SYS(write, fd, "abc", N(3)));
    lseek(fd, 0, SEEK_SET);
    show("write", SYS(write, fd, "def", N(3)));
    show("pwrite", SYS(pwrite64, fd, "ghi", N(3), 0L));
    contents(fd);
}

CASE(file_vectors)
{
    struct iovec iov[] = {{"one", 3}, {"", 0}, {"two", 3}, {"three", 5}};
    int fd = make_file(0);
    show("writev", SYS(writev, fd, iov, N(4)));
    show("pwritev", SYS(pwritev, fd, iov, N(2), 30L, 0L));
    show("pwritev2 -1", SYS(pwritev2, fd, iov, N(4), -1L, -1L, 0L));
    show("pwritev2 append", SYS(pwritev2, fd, iov, N(1), 0L, 0L, (long)RWF_APPEND));
    show("pwritev2 unknown", SYS(pwritev2, fd, iov, N(1), 0L, 0L, 0x40000000L));
    contents(fd);
}

CASE(file_positional)
{
    int fd = make_file(0);
    show("pwrite", SYS(pwrite64, fd, mixed, length, 5L));
    show("negative", SYS(pwrite64, fd, mixed, length, -5L));
    show("past the end", SYS(pwrite64, fd, "z", N(1), 60L));
    contents(fd);
}

CASE(file_bad_arguments)
{
    int fd = make_file(0);
    show("NULL", SYS(write, fd, NULL, N(1)));
    show("unmapped", SYS(write, fd, BAD, N(1)));
    show("straddling", SYS(write, fd, page_edge(100), N(200)));
    show("all bits", SYS(write, fd, mixed, -1L));
    show("read only", SYS(write, open("file", O_RDONLY), mixed, length));
    show("directory", SYS(write, open(".", O_RDONLY), mixed, length));
    show("path only", SYS(write, open("file", O_PATH), mixed, length));
    show("send", SYS(sendto, fd, mixed, length, 0L, NULL, 0L));
    contents(fd);
}

CASE(file_size_limit)
{
    struct rlimit limit = {10, RLIM_INFINITY};
    int fd = make_file(0);
    catch_signal(SIGXFSZ, 0);
    need(setrlimit(RLIMIT_FSIZE, &limit) == 0, "setrlimit");
    outcome one = SYS(write, fd, mixed, length), two = SYS(write, fd, mixed, length);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    show("up to the limit", one);
    show("beyond", two);
    show_signals();
    contents(fd);
}

CASE(file_sendfile)
{
    int fd = make_file(0), to = open("copy", O_RDWR | O_CREAT | O_TRUNC, 0600);
    off_t from = 3;
    need(write(fd, mixed, length) == (ssize_t)length, "write");
    show("sendfile at 3", SYS(sendfile, to, fd, &from, N(7)));
    lseek(fd, 0, SEEK_SET);
    show("sendfile", SYS(sendfile, to, fd, NULL, N(1000)));
    say("offsets %ld %ld", (long)from, (long)lseek(fd, 0, SEEK_CUR));
    show("copy_file_range", SYS(copy_file_range, fd, &from, to, NULL, N(5), 0L));
    contents(to);
}

CASE(file_spliced_from_a_pipe)
{
    int p[2], fd = make_file(0);
    make_pipe(p, 0);
    need(write(p[1], payload, 30) == 30, "write");
    show("splice", SYS(splice, p[0], NULL, fd, NULL, N(20), 0L));
    show("to /dev/null", SYS(splice, p[0], NULL, open("/dev/null", O_WRONLY), NULL, N(20), 0L));
    contents(fd);
}

CASE(file_concurrent_appends)
{
    struct job *jobs[10];
    int fd = make_file(O_APPEND);
    for (int i = 0; i < 10; i++)
        start_thread(jobs[i] = JOB(write, A(fd), A("0123456789"), 1 + i));
    for (int i = 0; i < 10; i++)
        finish("thread", jobs[i]);
    say("size %ld", (long)lseek(fd, 0, SEEK_END));
}

CASE(file_large_write)
{
    static char large[3 << 20];
    int fd = make_file(0);
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(i * 7);
    show("write", SYS(write, fd, large, sizeof large));
    char *map = mmap(NULL, sizeof large, PROT_READ, MAP_SHARED, fd, 0);
    say("same %d", map != MAP_FAILED && memcmp(map, large, sizeof large) == 0);
}

CASE(file_memfd)
{
    start_idle_thread();
    int fd = memfd_create("x", MFD_ALLOW_SEALING);
    show("write", SYS(write, fd, mixed, length));
    show("seal", SYS(fcntl, fd, (long)F_ADD_SEALS, (long)F_SEAL_WRITE));
    show("sealed", SYS(write, fd, mixed, length));
    contents(fd);
}

CASE(file_procfs_of_this_process)
{
    char name[32] = "";
    start_idle_thread();
    int fd = open("/proc/self/comm", O_RDWR);
    show("write", SYS(write, fd, "another name", N(12)));
    need(pread(fd, name, sizeof name - 1, 0) > 0, "pread");
    name[strcspn(name, "\n")] = 0;
    say("comm is \"%s\"", name);
    fd = open("/proc/self/oom_score_adj", O_RDWR);
    show("higher", SYS(write, fd, "500", N(3)));
    show("nonsense", SYS(write, fd, "many", N(4)));
    fd = open("/proc/thread-self/comm", O_RDWR);
    show("thread", SYS(write, fd, "third", N(5)));
}

CASE(file_sync_flags)
{
    int fd = make_file(O_SYNC);
    show("O_SYNC", SYS(write, fd, mixed, length));
    show("fsync", SYS(fsync, fd));
    show("ftruncate", SYS(ftruncate, fd, 5L));
    contents(fd);
}
