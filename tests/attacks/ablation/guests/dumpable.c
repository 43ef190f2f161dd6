/* set: a program that is not dumpable uses a pipe; won if it cannot any more. get: won if it is told another value. */
#include "ablation.h"

int main(int argc, char **argv)
{
    int status;
    if (argc > 1 && argv[1][0] == 'g') {
        prctl(PR_SET_DUMPABLE, 0);
        end(prctl(PR_GET_DUMPABLE) != 0, "it is told what it has set");
    }
    pid_t pid = fork();
    if (!pid) {
        int p[2];
        prctl(PR_SET_DUMPABLE, 0);
        _exit(pipe2(p, O_NONBLOCK) || write(p[1], "A", 1) != 1);
    }
    waitpid(pid, &status, 0);
    end(status != 0, "its pipe works");
}
