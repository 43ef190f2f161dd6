/* splice, tee, vmsplice and sendfile to a shared number that changes between an end of a pair and a named FIFO or /dev/null. */
#include "../attack.h"
#include <sys/stat.h>

enum { NUMBER = 60 };

static int ends[2], free_end, source, file, from;

static void *flip(void *unused)
{
    for (unsigned i = 0;; i++) {
        dup2(free_end, NUMBER);
        dup2(ends[i % 2], NUMBER);
    }
    return unused;
}

static void *move(void *unused)
{
    struct iovec v = {"B", 1};
    for (;;) {
        write(source, "BB", 2);
        splice(from, NULL, NUMBER, NULL, 1, SPLICE_F_NONBLOCK);
        tee(from, NUMBER, 1, SPLICE_F_NONBLOCK);
        vmsplice(NUMBER, &v, 1, SPLICE_F_NONBLOCK);
        lseek(file, 0, SEEK_SET);
        sendfile(NUMBER, file, NULL, 1);
    }
    return unused;
}

int main(void)
{
    char name[] = "/tmp/fifo.XXXXXX", path[64];
    int p[2], sv[2], won = 0;
    pthread_t t;
    signal(SIGPIPE, SIG_IGN);
    file = mkstemp(name);
    write(file, "B", 1);
    snprintf(path, sizeof path, "%s.f", name);
    mkfifo(path, 0600);
    from = open(path, O_RDWR | O_NONBLOCK);
    source = open(path, O_WRONLY | O_NONBLOCK);
    unlink(path);
    mkfifo(path, 0600);
    free_end = open(path, O_RDWR | O_NONBLOCK);
    unlink(path), unlink(name);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv);
    pipe2(p, O_NONBLOCK);
    write(sv[1], "A", 1);
    write(p[1], "A", 1);
    ends[0] = sv[1], ends[1] = p[1];
    pthread_create(&t, NULL, flip, NULL);
    pthread_create(&t, NULL, move, NULL);
    for (double until = tries_until(1.6); now() < until && !won; usleep(300)) {
        won = foreign(sv[0], 'A') || foreign(p[0], 'A');
        foreign(free_end, 'B');
    }
    end(won, "nothing was moved into a pair");
}
