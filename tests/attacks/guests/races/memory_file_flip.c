/* Another process changes the bytes of a write through /proc/PID/mem. */
#include "../attack.h"

static volatile char data[64];

int main(void)
{
    double until = tries_until(1.2);
    char good[64], bad[64], path[40];
    int p[2], won = 0;
    memset(good, 'A', 64);
    memset(bad, 'B', 64);
    memset((char *)data, 'A', 64);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t writer = fork();
    if (!writer) {
        end_with_maker();
        for (;;)
            write(p[1], (char *)data, 64);
    }
    snprintf(path, sizeof path, "/proc/%d/mem", writer);
    int fd = open(path, O_RDWR);
    while (now() < until && !won) {
        for (int i = 0; i < 50; i++)
            pwrite(fd, i & 1 ? good : bad, 64, (off_t)data);
        won = foreign(p[0], 'A');
    }
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
    end(won, "only the event byte came out");
}
