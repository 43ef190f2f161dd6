/* A process changes the bytes of another one's write with process_vm_writev. */
#include "../attack.h"

static volatile char data[64];

int main(void)
{
    int p[2], won = 0;
    double until = tries_until(1);
    char good[64], bad[64];
    memset(good, 'A', 64);
    memset(bad, 'B', 64);
    memset((char *)data, 'A', 64);
    struct iovec from[2] = {{good, 64}, {bad, 64}}, to = {(char *)data, 64};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        for (;;)
            write(p[1], (char *)data, 64);
    }
    for (int i = 0; now() < until && !won; i++) {
        process_vm_writev(pid, &from[i & 1], 1, &to, 1, 0);
        won = foreign(p[0], 'A');
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    end(won, "only the event byte came out");
}
