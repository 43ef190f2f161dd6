/* A sandbox that never rests: children that come and go, threads that write, writes that block. It says
 * "busy" and goes on until it is killed. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int full[2], shared[2];

static void *blocked(void *unused)
{
    static char data[100000];
    memset(data, 'b', sizeof data);
    for (;;)
        if (write(full[1], data, sizeof data) < 0)
            pause();
    return unused;
}

static void *writing(void *unused)
{
    char data[100];
    for (;;) {
        if (write(shared[1], "t", 1) != 1)
            pause();
        if (read(shared[0], data, sizeof data) < 0)
            pause();
    }
    return unused;
}

static void churn(void)
{
    for (;;) {
        pid_t pid = fork();
        if (pid == 0) {
            int pair[2];
            pthread_t thread;
            setsid(); /* it leaves the session, as daemons do */
            if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && write(pair[1], "c", 1) == 1)
                pthread_create(&thread, NULL, writing, NULL);
            usleep(20000);
            _exit(0);
        }
        if (pid < 0)
            usleep(1000);
        waitpid(-1, NULL, WNOHANG);
        usleep(3000);
        waitpid(-1, NULL, WNOHANG);
    }
}

int main(void)
{
    pthread_t thread;
    if (pipe(full) != 0 || pipe(shared) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            churn();
    pthread_create(&thread, NULL, writing, NULL);
    pthread_create(&thread, NULL, blocked, NULL);
    if (write(1, "busy\n", 5) != 5)
        return 1;
    for (;;)
        pause();
}
