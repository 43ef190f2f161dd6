/* A thread that is not the leader executes a program while others write; the new program writes another byte. */
#include "../attack.h"

static int p[2];

static void *busy(void *unused)
{
    for (;;)
        write(p[1], "A", 1);
    return unused;
}

static void *execute(void *path)
{
    usleep(1000);
    char *arguments[] = {path, "again", NULL};
    execv("/proc/self/exe", arguments);
    _exit(3);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        write(40, "B", 1);
        _exit(0);
    }
    for (int round = 0; round < 20; round++) {
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        dup2(p[1], 40);
        pid_t pid = fork();
        if (!pid) {
            pthread_t t;
            pthread_create(&t, NULL, busy, NULL);
            pthread_create(&t, NULL, execute, argv[0]);
            busy(NULL);
        }
        waitpid(pid, NULL, 0);
        if (foreign(p[0], 'A'))
            end(1, "");
        close(p[0]);
        close(p[1]);
    }
    end(0, "the byte outlived the program");
}
