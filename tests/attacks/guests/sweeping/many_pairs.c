/* Far more pairs than are remembered, each with a byte of its own that goes the short way: dead ones are looked for
 * and forgotten meanwhile, some of the living are held by others only or are on their way. None takes a second value,
 * and none refuses its own.
 * long
 */
#include "../attack.h"

enum { ALL = 9000, KEPT = 200 };

int main(void)
{
    static int kept[KEPT][2], byte[KEPT];
    int wrong = 0, won = 0, mail[2], errors = 0, all = fewer(ALL);
    struct rlimit limit = {1024, 1024};
    setrlimit(RLIMIT_NOFILE, &limit);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, mail);
    for (int i = 0; i < all; i++) {
        int at = i % KEPT;
        if (kept[at][1]) {
            char other = byte[at] + 1;
            write(kept[at][1], &other, 1);
            won |= foreign(kept[at][0], byte[at]);
            close(kept[at][0]), close(kept[at][1]);
        }
        byte[at] = 'A' + i % 25;
        if (i % 3)
            pipe2(kept[at], O_NONBLOCK);
        else
            socketpair(AF_UNIX, (i % 2 ? SOCK_STREAM : SOCK_SEQPACKET) | SOCK_NONBLOCK, 0, kept[at]);
        for (int j = 0; j < 3; j++) {
            char own = byte[at];
            if (write(kept[at][1], &own, 1) != 1) {
                wrong++;
                errors = errno;
            }
        }
        int old = (i * 7) % KEPT;
        if (kept[old][1]) {
            char own[3] = {byte[old], byte[old], byte[old]};
            if (write(kept[old][1], own, 1 + i % 3) < 0 && errno != EAGAIN) {
                wrong++;
                errors = errno;
            }
        }
    }
    printf("%d wrong (%s)\n", wrong, strerror(errors));
    end(won || wrong, "each had its own byte");
}
