/* Hides a new stream pair from its registration, names one end by an option and connect, and writes to the other. */
#include "ablation.h"

static volatile int sv[2], go;

static void *flip(void *unused)
{
    for (;;)
        if (go)
            sv[0] = sv[1] = -1;
    return unused;
}

static int attempt(void)
{
    int a = dup(0), b = dup(0), one = 1;
    struct sockaddr_un name = {AF_UNIX, ""};
    pthread_t thread;
    pthread_create(&thread, NULL, flip, NULL);
    close(a);
    close(b);
    go = 1;
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, (int *)sv);
    go = 0;
    setsockopt(a, SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
    connect(a, (struct sockaddr *)&name, sizeof(sa_family_t) + 8); /* fails, but names it first */
    write(b, "A", 1);
    write(b, "B", 1);
    return foreign(a, 0);
}

int main(void)
{
    try_again_for(1, attempt, "a pair nobody saw being made stays refused");
}
