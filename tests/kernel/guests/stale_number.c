/* A thread writes to a number all the time, whatever has it; another one makes socket pairs there, and closes them. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAIRS 300

static atomic_int number = -1, writes;

static void *write_always(void *unused)
{
    for (;;) {
        if (write(number, "e", 1) < 0)
            usleep(20);
        atomic_fetch_add(&writes, 1);
    }
    return unused;
}

int main(void)
{
    pthread_t writer;
    int ends[2];
    char byte = 0;
    signal(SIGPIPE, SIG_IGN);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
        return 1;
    number = ends[1];
    if (pthread_create(&writer, NULL, write_always, NULL))
        return 1;
    while (writes == 0)
        usleep(100);
    for (int made = 0; made < PAIRS; made++) {
        close(ends[0]);
        close(ends[1]);
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) || ends[1] != number)
            return 1;
    }
    if (read(ends[0], &byte, 1) != 1) /* what the other one writes gets into the last pair, too */
        return 1;
    printf("%c after %d pairs\n", byte, PAIRS);
    return 0;
}
