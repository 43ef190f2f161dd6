/* Hides a new socket pair from its registration by changing sv[], then names an end so that it is no pair.
 * dies
 */
#include "../attack.h"

static volatile int sv[2], go, quit;

static void *flip(void *unused)
{
    (void)unused;
    while (!quit)
        if (go)
            sv[0] = sv[1] = -1;
    return NULL;
}

static int attempt(void)
{
    int a, b;
    struct sockaddr_un name = {AF_UNIX, ""};
    int length = snprintf(name.sun_path + 1, 100, "scpipe-attack-%d", getpid());
    pthread_t thread;
    pthread_create(&thread, NULL, flip, NULL);
    a = dup(0);
    b = dup(0);
    close(a);
    close(b);
    go = 1;
    socketpair(AF_UNIX, SOCK_DGRAM, 0, (int *)sv);
    go = 0;
    bind(b, (struct sockaddr *)&name, sizeof(sa_family_t) + 1 + length);
    write(a, "A", 1);
    write(a, "B", 1);
    return foreign(b, 0);
}

int main(void)
{
    try_again_for(2, attempt, "a pair nobody saw being made stays refused");
}
