/* Where socket pairs are free and pipes are not: their bytes are spliced into pipes, their descriptors pass pipes on, and a shared
 * number changes from a free end to a pipe.
 * policy: --pipe allow-events --socketpair allow
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { NUMBER = 60 };

static int sv[2], p[2];

static void *flip(void *unused)
{
    for (;;) {
        dup2(sv[1], NUMBER);
        dup2(p[1], NUMBER);
    }
    return unused;
}

static void *send_all(void *unused)
{
    struct iovec v = {"B", 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    for (;;) {
        sendmsg(NUMBER, &m, MSG_NOSIGNAL);
        write(NUMBER, "B", 1);
        splice(sv[0], NULL, NUMBER, NULL, 1, SPLICE_F_NONBLOCK);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    int q[2], won;
    signal(SIGPIPE, SIG_IGN);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv);
    pipe2(p, O_NONBLOCK), pipe2(q, O_NONBLOCK);
    write(p[1], "A", 1);
    write(q[1], "A", 1);
    write(sv[1], "BBBB", 4);
    splice(sv[0], NULL, p[1], NULL, 1, SPLICE_F_NONBLOCK);
    won = foreign(p[0], 'A');
    send_end(sv[1], q[0]), send_end(sv[1], q[1]); /* nothing but this queue holds it now */
    close(q[0]), close(q[1]);
    sweep();
    read(sv[0], (char[4]){0}, 3);
    q[0] = receive_end(sv[0]), q[1] = receive_end(sv[0]);
    sweep();
    write(q[1], "B", 1);
    won |= foreign(q[0], 0);
    pthread_create(&t, NULL, flip, NULL);
    pthread_create(&t, NULL, send_all, NULL);
    for (double until = tries_until(1.2); now() < until && !won; usleep(300)) {
        foreign(sv[0], 'B');
        won = foreign(p[0], 'A');
    }
    end(won, "the pipes stayed restricted");
}
