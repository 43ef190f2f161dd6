/* pidfd_getfd takes an end out of the own table, a child's, or a parent's, where it has been closed here. */
#include "../bytes/ways.h"

static int number(pid_t pid, int fd)
{
    int process = syscall(434 /* pidfd_open */, pid, 0L);
    int got = syscall(438 /* pidfd_getfd */, process, (long)fd, 0L);
    close(process);
    return got;
}

static void own(int in, int out)
{
    int got = number(getpid(), out);
    (void)in;
    write(got, "B", 1);
    close(got);
}

static void from_child(int in, int out)
{
    pid_t pid = fork();
    if (!pid) {
        pause();
        _exit(0);
    }
    close(out);
    int got = number(pid, out);
    write(got, "B", 1);
    close(got);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    dup2(in, out);
}

static void from_parent(int in, int out)
{
    pid_t parent = getpid(), pid = fork();
    if (!pid) {
        close(in);
        close(out);
        write(number(parent, out), "B", 1);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static const struct way ways[] = {
    {"the own table", ANY, own}, {"a child's table", ANY, from_child}, {"the parent's table", ANY, from_parent},
};

int main(void)
{
    int got = number(getpid(), 0);
    if (got < 0 && !traced())
        lacks("no pidfd_getfd");
    close(got);
    try_ways(ways, COUNT(ways));
    finish();
}
