/* A queue full of empty messages holds a first message back; its sender is killed while there is room, and another one sends. */
#include "ways.h"

int main(void)
{
    double until = tries_until(1.5);
    signal(SIGPIPE, SIG_IGN);
    for (int round = 0; now() < until; round++) {
        int p[2], kind = round % 2 ? DGRAM : SEQPACKET;
        char some[10], values[3] = "";
        int least = 1;
        make(kind, p);
        setsockopt(p[1], SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
        while (send(p[1], "", 0, 0) == 0)
            ;
        fcntl(p[1], F_SETFL, 0);
        pid_t pid = fork();
        if (!pid) {
            send(p[1], "A", 1, 0);
            for (;;)
                pause();
        }
        usleep(rand() % 3000);
        for (int i = 0; i < 5; i++) /* a sender wakes when a quarter is left */
            read(p[0], some, sizeof some);
        for (int spin = rand() % 3000; spin; spin--)
            __asm__ volatile("");
        if (round % 3) {
            kill(pid, SIGKILL);
            usleep(rand() % 300);
        }
        send(p[1], "B", 1, MSG_DONTWAIT);
        read(p[0], some, sizeof some);
        send(p[1], "B", 1, MSG_DONTWAIT);
        usleep(500);
        kill(pid, SIGKILL);
        for (int i = 0; i < 64; i++) {
            ssize_t n = read(p[0], some, 1);
            if (n < 0)
                break;
            if (n && !strchr(values, *some) && strlen(values) < 2)
                values[strlen(values)] = *some;
        }
        waitpid(pid, NULL, 0);
        close(p[0]);
        close(p[1]);
        if (values[1])
            end(1, "");
    }
    end(0, "each pair had one value");
}
