/* A first message that is killed after a part of it went in, followed by another first message. */
#include "../attack.h"

int main(void)
{
    double until = tries_until(1.5);
    static char data[200000];
    memset(data, 'A', sizeof data);
    while (now() < until) {
        int p[2], kind = rand() % 2;
        if (kind ? pipe(p) : socketpair(AF_UNIX, SOCK_STREAM, 0, p))
            end(0, "no pair");
        pid_t pid = fork();
        if (!pid) {
            write(p[1], data, sizeof data);
            _exit(0);
        }
        usleep(rand() % 4000);
        kill(pid, SIGKILL);
        fcntl(p[1], F_SETFL, O_NONBLOCK);
        char some[100];
        fcntl(p[0], F_SETFL, O_NONBLOCK);
        int had = read(p[0], some, sizeof some) > 0;
        write(p[1], "B", 1);
        waitpid(pid, NULL, 0);
        write(p[1], "B", 1);
        if (had && foreign(p[0], 'A'))
            end(1, "");
        close(p[0]);
        close(p[1]);
    }
    end(0, "what went in has set the byte");
}
