/* Executes a program that its user may not read; won if it runs where the supervisor cannot look into it. */
#include "ablation.h"

int main(int argc, char **argv)
{
    if (argc > 1) {
        errno = 0;
        write(0, "", 1); /* not open for writing: EBADF if somebody looks */
        _exit(errno == EIO ? 7 : 0);
    }
    char path[] = "/tmp/scpipe-ablation-XXXXXX", *arguments[] = {argv[0], "again", NULL};
    int in = open("/proc/self/exe", O_RDONLY), out = mkstemp(path), status;
    ssize_t n;
    static char bytes[65536];
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        write(out, bytes, n);
    fchmod(out, 0111);
    close(out);
    pid_t pid = fork();
    if (!pid) {
        execv(path, arguments);
        _exit(3);
    }
    waitpid(pid, &status, 0);
    unlink(path);
    end(WIFEXITED(status) && WEXITSTATUS(status) == 7, "it did not run, or can be looked into");
}
