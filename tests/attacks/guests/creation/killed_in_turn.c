/* Processes that share a table are killed, or end, while they wait for their turn to make a socket pair; the halves that are left are
 * shown as new pairs, and the turn must go on.
 * dies
 */
#include "../attack.h"

enum { MAKERS = 8, FIRST = 100 };

static volatile int *s; /* won, rounds */

static int maker(void *unused)
{
    int sv[2];
    for (;;)
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv);
    return unused != NULL;
}

/* Where a byte comes out that was sent into `from`: the other end, or 0. Ends of a pair are made near each other. */
static int other_end(int from, char *byte)
{
    for (int fd = from > 35 ? from - 32 : 3; fd < from + 32; fd++)
        if (fd != from && recv(fd, byte, 1, MSG_DONTWAIT) == 1)
            return fd;
    return 0;
}

/* Sends A one way and B the other through each pair in the table. */
static void search(void)
{
    for (int fd = 3; fd < 256; fd++) {
        char there = 0, back = 0;
        if (send(fd, "A", 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1)
            continue;
        int end = other_end(fd, &there);
        if (end && send(end, "B", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1 && recv(fd, &back, 1, MSG_DONTWAIT) == 1)
            s[0] |= there == 'A' && back == 'B';
    }
}

static void attempt(void)
{
    static char stacks[MAKERS][16384];
    pid_t pids[MAKERS];
    end_with_maker();
    for (int i = 0; i < MAKERS; i++)
        pids[i] = clone(maker, stacks[i] + sizeof stacks[i], CLONE_FILES | SIGCHLD, NULL);
    usleep(rand() % 8000);
    for (int i = 0; i < MAKERS; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < MAKERS; i++)
        waitpid(pids[i], NULL, 0);
    search();
    int sv[2]; /* hangs here if the turn of a dead one was never over */
    if (!socketpair(AF_UNIX, SOCK_STREAM, 0, sv))
        s[1]++;
    _exit(0);
}

int main(void)
{
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (double until = tries_until(1.8); now() < until && !s[0];) {
        srand(now() * 1e6);
        pid_t pid = fork();
        if (!pid)
            attempt();
        waitpid(pid, NULL, 0);
    }
    end(s[0], "no pair carried two bytes");
}
