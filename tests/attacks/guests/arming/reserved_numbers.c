/* Threads sleep in calls that have reserved a number which nothing shows yet (accept, open of a FIFO): the lowest free number is
 * not the next one. Others write to all low numbers while pairs are made and reopened.
 */
#include "crowd.h"
#include <sys/stat.h>

static char fifo[] = "/tmp/attack-XXXXXX";
static int listener;
static volatile int over;

static void *accept_for_ever(void *unused)
{
    while (!over)
        close(accept(listener, NULL, NULL));
    return unused;
}

static void *open_for_ever(void *unused)
{
    while (!over)
        close(open(fifo, O_WRONLY));
    return unused;
}

/* Ends the sleep of one of them. */
static void wake(int which)
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    int fd = which ? open(fifo, O_RDONLY | O_NONBLOCK) : socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (!which && getsockname(listener, (struct sockaddr *)&name, &size) == 0)
        connect(fd, (struct sockaddr *)&name, size);
    usleep(500);
    close(fd);
}

static int attempt(const void *unused)
{
    (void)unused;
    struct sockaddr_un name = {AF_UNIX, ""};
    /* A thread that writes to a socket pair which is just being made may have the process killed: not in all attempts. */
    int low = socket(AF_UNIX, SOCK_STREAM, 0), won = 0, with_sockets = getpid() & 1;
    pthread_t thread;
    listener = fcntl(low, F_DUPFD, 50);
    close(low);
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    listen(listener, 8);
    begin_crowd();
    pthread_create(&thread, NULL, accept_for_ever, NULL);
    pthread_create(&thread, NULL, open_for_ever, NULL);
    usleep(3000);
    for (int i = 0; i < 12 && !won; i++) {
        int p[2], sockets = with_sockets && i % 3 == 2;
        if (make(sockets ? STREAM : PIPE, p))
            continue;
        int number = i & 1 ? dup(p[1]) : fcntl(p[1], F_DUPFD, 3);
        if (i % 4 == 0)
            wake(i & 4);
        give_time();
        won = any(p[0]) || (sockets && any(p[1]));
        close(number), close(p[0]), close(p[1]);
    }
    return won;
}

int main(void)
{
    close(mkstemp(fifo));
    unlink(fifo);
    mkfifo(fifo, 0600);
    double until = tries_until(1);
    int won = 0;
    while (now() < until && !won)
        won = in_child(attempt, NULL) == 1;
    unlink(fifo);
    end(won, "no byte came out of a pair");
}
