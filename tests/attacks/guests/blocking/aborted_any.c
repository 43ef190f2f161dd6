/* The one mixed message that each pair may have is sent again and again: killed half-way, interrupted, to a full queue, with MSG_OOB,
 * in both directions at once.
 * policy: --first-message any
 */
#include "../attack.h"

static int sv[2];

static void interrupted(int unused)
{
    (void)unused;
}

static void *other_way(void *text)
{
    send(sv[1], text, 2, MSG_NOSIGNAL);
    return text;
}

/* 1 if bytes of two mixed messages came out. */
static int twice(int fd)
{
    char seen[256] = {0}, bytes[4096];
    for (ssize_t n; (n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;)
        for (ssize_t i = 0; i < n; i++)
            seen[(unsigned char)bytes[i]] = 1;
    return (seen['a'] || seen['b']) && (seen['c'] || seen['d']);
}

int main(void)
{
    static char large[1 << 20], second[1 << 20];
    int types[] = {SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM}, won = 0, small = 4608;
    pthread_t t;
    signal(SIGPIPE, SIG_IGN);
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = interrupted}, NULL);
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = "ab"[i % 2], second[i] = "cd"[i % 2];
    for (int round = 0; round < 9 && !won; round++) {
        socketpair(AF_UNIX, types[round % 3], 0, sv);
        setsockopt(sv[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
        if (round / 3 == 0) { /* killed half-way */
            pid_t pid = fork();
            if (!pid)
                _exit(send(sv[0], large, round ? 2000 : sizeof large, 0) < 0);
            usleep(20000);
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
        } else if (round / 3 == 1) { /* interrupted */
            /* Again and again: one that comes before the call would leave it waiting for ever. */
            setitimer(ITIMER_REAL, &(struct itimerval){{0, 20000}, {0, 20000}}, NULL);
            send(sv[0], large, round % 3 ? 2000 : sizeof large, 0);
            setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 0}}, NULL);
        } else {
            pthread_create(&t, NULL, other_way, "cd");
            send(sv[0], large, 2, MSG_OOB);
            send(sv[0], large, 2, 0);
            pthread_join(t, NULL);
        }
        send(sv[0], second, 2, MSG_DONTWAIT);
        usleep(1000);
        won = twice(sv[1]);
        send(sv[0], second, 2, MSG_DONTWAIT);
        send(sv[0], second, 2, MSG_DONTWAIT | MSG_OOB);
        char both[8];
        won |= twice(sv[1]) && round / 3 != 2;
        if (recv(sv[0], both, 2, MSG_DONTWAIT) == 2 && both[0] == 'c' && recv(sv[1], both, 2, MSG_DONTWAIT) == 2 && both[1] == 'b')
            won = 1;
        close(sv[0]), close(sv[1]);
    }
    end(won, "each pair had one mixed message");
}
