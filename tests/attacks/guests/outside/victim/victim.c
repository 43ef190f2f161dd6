/* A process outside the sandbox. It does two harmless things that only somebody who got at it can make it do: it writes a
 * byte where its memory says (address and layout as in ../victim.h), and it counts the signals it gets in its name.
 * And it keeps descriptors for whoever gives it some (../keeper.h).
 */
#include "../keeper.h"

/* At once, while the signal is blocked: who sees none pending and none blocked sees all of them in the name. */
static void count(int number)
{
    static int signals;
    char name[16];
    (void)number;
    snprintf(name, sizeof name, "victim %d", ++signals);
    prctl(PR_SET_NAME, name);
}

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

/* Its argument: who started it, and may have ended since. */
int main(int argc, char **argv)
{
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    struct victim *v = mmap((void *)VICTIM_AT, sizeof *v, PROT_READ | PROT_WRITE, anonymous, -1, 0);
    int p[2];
    if (argc != 2)
        return 2;
    end_with(atoi(argv[1]));
    prctl(PR_SET_DUMPABLE, 1);
    prctl(PR_SET_NAME, "victim 0");
    signal(SIGUSR1, count);
    pipe(p);
    dup2(p[1], VICTIM_FD);
    sigset_t counted;
    sigemptyset(&counted);
    sigaddset(&counted, SIGUSR1);
    pthread_t keeping;
    pthread_sigmask(SIG_BLOCK, &counted, NULL); /* the first thread has the name and counts */
    pthread_create(&keeping, NULL, keep_for_all, NULL);
    pthread_sigmask(SIG_UNBLOCK, &counted, NULL);
    for (;;) {
        if (v->go) {
            int fd = open(v->path, O_WRONLY | O_NONBLOCK);
            write(fd, "B", 1);
            close(fd);
            v->go = 0;
        }
        usleep(2000);
    }
}
