/* What a program finds when it starts: signals and descriptors. */
#include "guest.h"

CASE(start_state)
{
    struct sigaction action;
    sigset_t mask;
    struct stat status;
    sigprocmask(SIG_SETMASK, NULL, &mask);
    for (int signo = 1; signo < 65; signo++) {
        if (signo != 32 && signo != 33 && sigaction(signo, NULL, &action) == 0 && action.sa_handler != SIG_DFL)
            say("%s is not default", signal_name(signo));
        if (sigismember(&mask, signo) == 1)
            say("%s is masked", signal_name(signo));
    }
    for (int fd = 0; fd < 256; fd++)
        if (fstat(fd, &status) == 0)
            say("fd %d mode %o flags %x", fd, status.st_mode & S_IFMT, (unsigned)fcntl(fd, F_GETFL));
}
