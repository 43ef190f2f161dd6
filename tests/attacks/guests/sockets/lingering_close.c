/* A TCP socket whose last close sleeps (SO_LINGER) is closed by one thread while the supervisor looks at its own copy of it
 * for another one: then its copy is the last. A bystander finds out whether everybody waits for that.
 * long
 */
#include "../broken.h"
#include <netinet/in.h>

enum { MANY = 100, LINGER = 20 }; /* who waited would wait that long: a busy machine holds up nobody for half of it */

static volatile int at = -1;
static int sockets[MANY], peers[MANY];
static volatile double *longest;

static void *closer(void *unused)
{
    unsigned random = 1;
    for (int last = -1, i;;) {
        if ((i = at) == last || i < 0)
            continue;
        last = i;
        random = random * 1103515245 + 12345;
        for (volatile unsigned k = (random >> 16) % (i % 2 ? 20000 : 60000); k; k--)
            ;
        close(sockets[i]);
    }
    return unused;
}

static void bystander(void)
{
    int null = open("/dev/null", O_WRONLY);
    for (end_with_maker();; usleep(20000)) {
        double took = now();
        write(null, "x", 1);
        took = now() - took;
        if (took > *longest)
            *longest = took;
    }
}

int main(void)
{
    static char much[65536];
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct linger lingers = {1, LINGER};
    socklen_t size = sizeof place;
    int little = 4096, listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    longest = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t other = fork();
    if (!other)
        bystander();
    setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    bind(listener, (void *)&place, sizeof place);
    listen(listener, MANY);
    getsockname(listener, (void *)&place, &size);
    pthread_create(&thread, NULL, closer, NULL);
    for (double until = now() + 4; now() < until && *longest < LINGER / 2;) {
        for (int i = 0; i < MANY; i++) {
            sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            setsockopt(sockets[i], SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
            connect(sockets[i], (void *)&place, sizeof place);
            if ((peers[i] = accept(listener, NULL, NULL)) < 0)
                lacks("a network");
            send(sockets[i], much, sizeof much, MSG_DONTWAIT);
            setsockopt(sockets[i], SOL_SOCKET, SO_LINGER, &lingers, sizeof lingers);
        }
        for (int i = 0; i < MANY; i++) {
            at = i;
            if (now() < until)
                write(sockets[i], "x", 1);
            for (double wait = now() + 0.001; now() < wait;)
                ;
            close(peers[i]);
            usleep(1000); /* so that the supervisor is not busy: it is interrupted now and then while it is */
        }
        at = -1;
        usleep(1000);
    }
    usleep(100000);
    printf("the bystander waited %.3f s at the longest\n", *longest);
    kill(other, SIGKILL);
    finish(*longest > LINGER / 2, "nobody waited for another one's close");
}
