/* sti: types into its terminal with TIOCSTI. console: reaches a virtual console with TIOCLINUX, asking only. */
#include "ablation.h"
#include <sys/ioctl.h>
#include <termios.h>

int main(int argc, char **argv)
{
    char byte = 0, x = 'x', ask = 6;
    if (argc > 1 && argv[1][0] == 'c') {
        if (ioctl(open("/dev/tty0", O_RDWR | O_NOCTTY), TIOCLINUX, &ask) < 0)
            absent();
        end(1, "");
    }
    pid_t pid = fork();
    if (pid) {
        int status;
        waitpid(pid, &status, 0);
        if (getenv("BARE") && status)
            lacks("TIOCSTI");
        end(status == 0, "nothing was typed");
    }
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    grantpt(master);
    unlockpt(master);
    setsid();
    int slave = open(ptsname(master), O_RDWR);
    struct termios t;
    tcgetattr(slave, &t);
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    fcntl(slave, F_SETFL, O_NONBLOCK);
    ioctl(slave, TIOCSCTTY, 0);
    if (ioctl(slave, TIOCSTI, &x))
        _exit(2);
    struct pollfd typed = {slave, POLLIN, 0};
    poll(&typed, 1, 20000);
    _exit(read(slave, &byte, 1) != 1 || byte != x);
}
