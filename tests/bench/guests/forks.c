/* forks COUNT: COUNT times fork, exec of /bin/true, wait. */
#include "measured.h"

#include <sys/wait.h>

int main(int argc, char **argv)
{
    must(argc == 2, "usage: forks COUNT");
    for (long left = atol(argv[1]); left > 0; left--) {
        int status;
        pid_t child = fork();
        must(child >= 0, "fork");
        if (!child) {
            execl("/bin/true", "true", (char *)NULL);
            _exit(127);
        }
        must(waitpid(child, &status, 0) == child && !status, "/bin/true");
    }
    return 0;
}
