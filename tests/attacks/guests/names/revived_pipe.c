/* A pipe with no open end left, kept by an O_PATH descriptor or a directory of descriptors, is opened anew: same pipe. */
#include "../bytes/ways.h"

/* Opens both ends of what an O_PATH descriptor names. */
static void revive(int named, int p[2])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", named);
    p[0] = open(path, O_RDONLY | O_NONBLOCK);
    p[1] = open(path, O_WRONLY | O_NONBLOCK);
}

/* 'A' was in it once; its bytes were lost with its last end. A reader before and one after see two values. */
static int again(int flags)
{
    int p[2];
    char path[64], first = 0;
    make(PIPE, p);
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
    int named = open(path, O_PATH);
    write(p[1], "A", 1);
    read(p[0], &first, 1);
    close(p[0]);
    close(p[1]);
    if (flags) {
        close(open(path, O_RDONLY));
        usleep(1000);
    }
    revive(named, p);
    write(p[1], "B", 1);
    int won = first == 'A' && other(p[0], 'A');
    close(p[0]);
    close(p[1]);
    revive(named, p);
    write(p[1], "C", 1);
    won |= first == 'A' && other(p[0], 'A');
    close(p[0]);
    close(p[1]);
    close(named);
    return won;
}

/* Another pipe was made meanwhile, and another process revives the first. */
static int elsewhere(int unused)
{
    int p[2], q[2], status = 0;
    char path[64], first = 0;
    (void)unused;
    make(PIPE, p);
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
    int named = open(path, O_PATH);
    write(p[1], "A", 1);
    read(p[0], &first, 1);
    close(p[0]);
    close(p[1]);
    make(PIPE, q);
    write(q[1], "B", 1);
    pid_t pid = fork();
    if (!pid) {
        revive(named, p);
        write(p[1], "B", 1);
        _exit(other(p[0], 'A'));
    }
    waitpid(pid, &status, 0);
    close(q[0]);
    close(q[1]);
    close(named);
    return first == 'A' && status;
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    note("a path", "a pipe", 0, again(0));
    note("a path after another opening", "a pipe", 0, again(1));
    note("another process", "a pipe", 0, elsewhere(0));
    finish();
}
