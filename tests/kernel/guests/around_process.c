/* What a process can learn of its surroundings, and of the death of its relatives. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char *what, long result)
{
    printf("%s: %ld %s\n", what, result, result < 0 ? strerrorname_np(errno) : "");
    fflush(stdout);
}

static void descriptors(void)
{
    for (int fd = 0; fd < 64; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            fprintf(stderr, "open %d flags %#x\n", fd, fcntl(fd, F_GETFL) & O_ACCMODE);
}

static void settings(void)
{
    int value = -1;

    tell("dumpable", prctl(PR_GET_DUMPABLE));
    tell("not dumpable", prctl(PR_SET_DUMPABLE, 0));
    tell("dumpable", prctl(PR_GET_DUMPABLE));
    tell("by setuid", prctl(PR_SET_DUMPABLE, 2));
    tell("dumpable again", prctl(PR_SET_DUMPABLE, 1));
    tell("dumpable", prctl(PR_GET_DUMPABLE));
    tell("death signal", prctl(PR_GET_PDEATHSIG, &value));
    tell("its number", value);
    tell("wrong death signal", prctl(PR_SET_PDEATHSIG, 65));
    tell("subreaper", prctl(PR_GET_CHILD_SUBREAPER, &value));
    tell("it is", value);
    tell("keep capabilities", prctl(PR_GET_KEEPCAPS));
    tell("timer slack", prctl(PR_GET_TIMERSLACK));
}

static void death_of_a_parent(void)
{
    sigset_t usr1;
    siginfo_t info;
    pid_t grandparent = getpid(), parent, middle;
    int status, ended, ready[2];

    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, 0);
    if (pipe(ready) != 0)
        exit(1);
    tell("becomes subreaper", prctl(PR_SET_CHILD_SUBREAPER, 1));
    middle = fork();
    if (middle == 0) {
        parent = getpid();
        if (fork() == 0) {
            tell("wants the death signal", prctl(PR_SET_PDEATHSIG, SIGUSR1));
            if (write(ready[1], "a", 1) != 1)
                _exit(1);
            tell("got", sigwaitinfo(&usr1, &info));
            tell("code", info.si_code);
            tell("from the parent", info.si_pid == parent);
            while (getppid() == parent)
                usleep(1000);
            tell("a child of the subreaper", getppid() == grandparent);
            _exit(4);
        }
        if (read(ready[0], &status, 1) != 1)
            _exit(1);
        _exit(3);
    }
    waitpid(middle, &ended, 0);
    tell("orphan is ours", wait(&status) > 0);
    tell("orphan", status);
    tell("middle", ended);
    tell("nobody is left", wait(&status));
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "descriptors") == 0) {
        descriptors();
        return 0;
    }
    settings();
    death_of_a_parent();
    return 0;
}
