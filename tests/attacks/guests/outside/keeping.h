/* The process outside that keeps descriptors: its part of keeper.h. */
#include "keeper.h"

/* The two that a connection has given last are its own, and go back when it asks for them. */
static void *keep(void *connection)
{
    int from = (intptr_t)connection, kept[2] = {-1, -1}, given[2];
    for (int byte; (byte = receive_two(from, given)) >= 0;) {
        if (byte == 'G' && kept[0] < 0)
            write(from, "n", 1);
        else if (byte == 'G')
            send_two(from, kept);
        if (kept[0] >= 0)
            close(kept[0]), close(kept[1]);
        kept[0] = given[0], kept[1] = given[1];
    }
    if (kept[0] >= 0)
        close(kept[0]), close(kept[1]);
    close(from);
    return NULL;
}

static void *keep_for_all(void *unused)
{
    struct sockaddr_un place;
    int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(door, (struct sockaddr *)&place, keeper_address(&place, getpid())) || listen(door, 20))
        _exit(3);
    for (;;) {
        pthread_t thread;
        intptr_t connection = accept(door, NULL, NULL);
        if (connection >= 0 && pthread_create(&thread, NULL, keep, (void *)connection) == 0)
            pthread_detach(thread);
    }
    return unused;
}
