/* dup, dup2, dup3 and fcntl of an end, with garbage in the high words, to numbers low and as high as there are. */
#include "../bytes/ways.h"

#define JUNK 0xfeedface00000000UL

static int highest;

static void use(int fd)
{
    write(fd, "B", 1);
    close(fd);
}

static void plain(int in, int out) { (void)in; use(dup(out)); }
static void junk(int in, int out) { (void)in; use(syscall(SYS_dup, JUNK | out)); }
static void second(int in, int out) { (void)in; use(dup2(out, 77)); }
static void second_junk(int in, int out) { (void)in; use(syscall(SYS_dup2, JUNK | out, JUNK | 78)); }
static void third(int in, int out) { (void)in; use(syscall(SYS_dup3, JUNK | out, 79L, JUNK | O_CLOEXEC)); }
static void high(int in, int out) { (void)in; use(dup2(out, highest)); }

static void long_high(int in, int out)
{
    (void)in;
    dup2(out, highest);
    syscall(SYS_write, JUNK | highest, "B", 1L);
    close(highest);
}

static void zero(int in, int out) { (void)in; dup2(out, 0); write(0, "B", 1); dup2(1, 0); }
static void errors(int in, int out) { (void)in; dup2(out, 2); write(2, "B", 1); dup2(1, 2); }
static void command(int in, int out) { (void)in; use(fcntl(out, F_DUPFD, 100)); }

static void command_junk(int in, int out)
{
    (void)in;
    use(syscall(SYS_fcntl, JUNK | out, JUNK | F_DUPFD_CLOEXEC, 200L));
}

static void command_high(int in, int out) { (void)in; use(fcntl(out, F_DUPFD, highest - 1)); }

static void often(int in, int out)
{
    int fd = dup(out);
    (void)in;
    for (int i = 0; i < 50; i++) {
        int next = i % 2 ? dup(fd) : fcntl(fd, F_DUPFD_CLOEXEC, 3);
        close(fd);
        fd = next;
    }
    use(fd);
}

static void swapped(int in, int out)
{
    int null = open("/dev/null", O_RDWR), aside;
    (void)in;
    write(null, "B", 1);
    aside = dup(null);
    dup2(out, null);
    write(null, "B", 1);
    dup2(aside, out); /* and its own number is another file now */
    close(aside);
    use(null);
}

static const struct way ways[] = {
    {"dup", ANY, plain}, {"dup with junk", ANY, junk}, {"dup2", ANY, second}, {"dup2 with junk", ANY, second_junk},
    {"dup3", ANY, third}, {"the highest number", ANY, high}, {"the highest with junk", ANY, long_high},
    {"number 0", ANY, zero}, {"number 2", ANY, errors}, {"F_DUPFD", ANY, command},
    {"F_DUPFD_CLOEXEC with junk", ANY, command_junk}, {"F_DUPFD at the limit", ANY, command_high},
    {"dup of dup", ANY, often}, {"exchanged numbers", ANY, swapped},
};

int main(void)
{
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max < 65536 ? most.rlim_max : 65536;
    setrlimit(RLIMIT_NOFILE, &most);
    highest = most.rlim_cur - 1;
    try_ways(ways, COUNT(ways));
    finish();
}
