/* Binds an end of a datagram pair (path, abstract name, autobind, SOCK_RAW), takes the pair apart and sends from elsewhere. */
#include "named_end.h"

int main(void)
{
    int won = 0;
    for (int i = 0; i < 6; i++) {
        struct sockaddr_un name = {AF_UNIX, ""};
        char path[] = "/tmp/scpipe-attack-XXXXXX";
        int p[2], length = sizeof(sa_family_t);
        socketpair(AF_UNIX, (i & 1 ? SOCK_RAW : SOCK_DGRAM) | SOCK_NONBLOCK, 0, p);
        write(p[1], "A", 1);
        if (i / 2 == 1)
            length += 1 + sprintf(name.sun_path + 1, "scpipe-attack-%d-%d", getpid(), i);
        if (i / 2 == 2) {
            mkdtemp(path);
            length += 1 + sprintf(name.sun_path, "%s/s", path);
        }
        syscall(SYS_bind, 0x3300000000L | (unsigned)p[0], &name, (long)length);
        won |= reached(p[0]);
        unlink(name.sun_path);
        rmdir(path);
        close(p[0]);
        close(p[1]);
    }
    end(won, "an end has no name");
}
