/* Ends that are passed: inside a socket that is passed itself, looked at with MSG_PEEK, to a child, through a loop. */
#include "passing.h"

static void use(int fd)
{
    write(fd, "B", 1);
    close(fd);
}

static void drop(int s[2])
{
    close(s[0]);
    close(s[1]);
}

static void once(int in, int out)
{
    int s[2];
    (void)in;
    connect_two(s);
    pass(s[1], &out, 1);
    use(receive(s[0], MSG_CMSG_CLOEXEC));
    drop(s);
}

static void peeked(int in, int out)
{
    int s[2];
    (void)in;
    connect_two(s);
    pass(s[1], &out, 1);
    use(receive(s[0], MSG_PEEK));
    use(receive(s[0], MSG_PEEK));
    use(receive(s[0], 0));
    drop(s);
}

static void several(int in, int out)
{
    int s[2], fds[4] = {out, out, in, out};
    (void)in;
    connect_two(s);
    pass(s[1], fds, 4);
    int came = receive_all(s[0], fds, 4, 0);
    for (int i = 0; i < came; i++)
        if (i != 2)
            use(fds[i]);
        else
            close(fds[i]);
    drop(s);
}

/* The end lies in the queue of a socket that lies in the queue of another one. */
static void nested(int in, int out)
{
    int outer[2], inner[2];
    (void)in;
    connect_two(outer);
    connect_two(inner);
    pass(inner[1], &out, 1);
    pass(outer[1], &inner[0], 1);
    close(inner[0]);
    int got = receive(outer[0], 0);
    fcntl(got, F_SETFL, O_NONBLOCK);
    use(receive(got, 0));
    close(got);
    close(inner[1]);
    drop(outer);
}

/* A socket that lies in its own queue, and the end with it. */
static void looped(int in, int out)
{
    int s[2], both[2];
    (void)in;
    connect_two(s);
    both[0] = out;
    both[1] = s[0];
    pass(s[1], both, 2);
    use(receive(s[0], 0));
    drop(s);
}

static void to_child(int in, int out)
{
    int s[2];
    connect_two(s);
    pid_t pid = fork();
    if (!pid) {
        close(in);
        close(out);
        fcntl(s[0], F_SETFL, 0);
        use(receive(s[0], 0));
        _exit(0);
    }
    pass(s[1], &out, 1);
    waitpid(pid, NULL, 0);
    drop(s);
}

/* A child makes the pair's end its own and passes it back under another number. */
static void from_child(int in, int out)
{
    int s[2];
    connect_two(s);
    pid_t pid = fork();
    if (!pid) {
        int moved = dup2(out, 99);
        close(out);
        pass(s[1], &moved, 1);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    (void)in;
    use(receive(s[0], 0));
    drop(s);
}

static void as_path(int in, int out)
{
    int s[2];
    char path[64];
    (void)out;
    connect_two(s);
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    int named = open(path, O_PATH);
    pass(s[1], &named, 1);
    close(named);
    int got = receive(s[0], 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", got);
    use(open(path, O_WRONLY | O_NONBLOCK));
    close(got);
    drop(s);
}

/* The read end is passed and opened for writing by who gets it. */
static void read_end(int in, int out)
{
    int s[2];
    char path[64];
    (void)out;
    connect_two(s);
    pass(s[1], &in, 1);
    int got = receive(s[0], 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", got);
    use(open(path, O_WRONLY | O_NONBLOCK));
    close(got);
    drop(s);
}

static const struct way ways[] = {
    {"a passed end", ANY, once}, {"MSG_PEEK", ANY, peeked}, {"several at once", ANY, several},
    {"a socket in a socket", ANY, nested}, {"a socket in itself", ANY, looped}, {"to a child", ANY, to_child},
    {"from a child", ANY, from_child}, {"an O_PATH", PIPE, as_path}, {"a read end", PIPE, read_end},
};

int main(void)
{
    try_ways(ways, COUNT(ways));
    finish();
}
