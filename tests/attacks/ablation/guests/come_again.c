/* New pipes have the number of the pipe that was given as standard output. Who makes them writes at once, and shares
 * his table with another process, who writes when the maker is dead: killed by the supervisor, or ("killed") in
 * the middle of pipe2(). */
#include "ablation.h"
#include <sys/stat.h>

/* Writes two values to every pipe that is in the table; 1 if both came out of one. */
static int mixed_pipes(void)
{
    for (int w = 3; w < 200; w++) {
        struct stat s, t;
        if (fstat(w, &s) || !S_ISFIFO(s.st_mode) || (fcntl(w, F_GETFL) & O_ACCMODE) != O_WRONLY)
            continue;
        write(w, "AB", 2);
        for (int r = 3; r < 200; r++)
            if (!fstat(r, &t) && t.st_ino == s.st_ino && (fcntl(r, F_GETFL) & O_ACCMODE) == O_RDONLY && foreign(r, 0))
                return 1;
    }
    return 0;
}

static void make(int count)
{
    for (int i = 0; i < count; i++) {
        int p[2];
        if (pipe2(p, O_NONBLOCK))
            _exit(1);
        write(p[1], "AB", 2);
        if (foreign(p[0], 0))
            _exit(77);
        if (count > 100) {
            close(p[0]);
            close(p[1]);
        }
    }
    _exit(0);
}

int main(int count, char **arguments)
{
    int killed = !strcmp(arguments[1], "killed"), status;
    for (int round = 0; round < (killed ? 60 : 1); round++) {
        pid_t maker = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
        if (!maker)
            make(killed ? 60 : 1000);
        if (killed) {
            usleep(500 + round * 100);
            kill(maker, SIGKILL);
        }
        waitpid(maker, &status, 0);
        if ((WIFEXITED(status) && WEXITSTATUS(status) == 77) || mixed_pipes())
            end(1, "");
        close_range(3, 200, 0);
    }
    end(0, "no pipe passed for the one that was given");
}
