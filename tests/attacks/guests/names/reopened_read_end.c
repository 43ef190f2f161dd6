/* Opens the read end through /proc for writing, and the write end through O_PATH. */
#include "../attack.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    char path[64];
    snprintf(path, sizeof path, "/proc/thread-self/fd/%d", in);
    write(open(path, O_WRONLY | O_NONBLOCK), "B", 1);
    write(open(path, O_RDWR | O_NONBLOCK), "C", 1);
    snprintf(path, sizeof path, "/dev/fd/%d", out);
    int named = open(path, O_PATH);
    snprintf(path, sizeof path, "/proc/self/fd/%d", named);
    write(open(path, O_WRONLY | O_NONBLOCK | O_APPEND), "D", 1);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
