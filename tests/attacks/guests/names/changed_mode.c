/* The modes and owners of a pipe are changed, through its end or its path, and it is opened anew then. */
#include "../bytes/ways.h"
#include <sys/stat.h>

static void open_again(int in, int flags)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    int fd = open(path, flags | O_NONBLOCK);
    write(fd, "B", 1);
    close(fd);
}

static void closed_first(int in, int out) { fchmod(in, 0); fchmod(out, 0600); open_again(in, O_WRONLY); }
static void open_to_all(int in, int out) { fchmod(out, 0777); open_again(in, O_RDWR); }

static void by_path(int in, int out)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    fchmod(out, 0);
    chmod(path, 06666);
    open_again(in, O_WRONLY);
}

static void given_back(int in, int out)
{
    fchown(out, getuid(), getgid());
    fchmod(in, 0200);
    open_again(in, O_WRONLY);
}

/* What is no regular file keeps its kind, whatever mode is asked for. */
static void disguised(int in, int out) { fchmod(out, S_IFREG | 0666); write(out, "B", 1); (void)in; }
static void disguised_anew(int in, int out) { fchmod(out, S_IFCHR | 0666); open_again(in, O_RDWR); }

static void disguised_socket(int in, int out)
{
    fchmod(out, S_IFIFO | 0666);
    fchown(out, getuid(), getgid());
    write(out, "B", 1);
    (void)in;
}

static const struct way ways[] = {
    {"closed first", PIPE, closed_first}, {"open to all", PIPE, open_to_all}, {"by path", PIPE, by_path},
    {"given back", PIPE, given_back}, {"as a file", ANY, disguised}, {"as a device", PIPE, disguised_anew},
    {"as a named pipe", ANY, disguised_socket},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
