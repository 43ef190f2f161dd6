/* Leaves a daemon and ends: around_daemon KIND LOG END [keep]. Kinds: fork, setsid, double.

With "keep" the daemon keeps its streams.

The daemon notes its pid; when the file LOG.go is there it makes a pipe and sends "aa", then "ab" through it; it
ends when there is a file LOG.end. END is how the command ends: a status, or minus a signal. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *base;

static void await(const char *suffix)
{
    char name[256];

    snprintf(name, sizeof name, "%s.%s", base, suffix);
    for (int turn = 0; turn < 1500 && access(name, F_OK) != 0; turn++)
        usleep(20000);
}

static void serve(FILE *log)
{
    int fds[2];

    fprintf(log, "daemon %d\n", getpid());
    await("go");
    if (pipe(fds) != 0)
        _exit(1);
    fprintf(log, "uniform %zd\n", write(fds[1], "aa", 2));
    fprintf(log, "mixed %zd", write(fds[1], "ab", 2));
    fprintf(log, " %s\n", strerror(errno));
    await("end");
    fprintf(log, "over\n");
    _exit(0);
}

int main(int argc, char **argv)
{
    int end = atoi(argv[3]), status;
    FILE *log = fopen(base = argv[2], "w");
    pid_t pid;

    setvbuf(log, 0, _IOLBF, 4096);
    pid = fork();
    if (pid == 0) {
        if (strcmp(argv[1], "fork") != 0)
            setsid();
        if (strcmp(argv[1], "double") == 0 && fork() != 0)
            _exit(0);
        for (int fd = 0; argc < 5 && fd < 4; fd++)
            if (fd != fileno(log))
                close(fd);
        serve(log);
    }
    if (strcmp(argv[1], "double") == 0)
        waitpid(pid, &status, 0);
    if (end < 0)
        raise(-end);
    return end;
}
