/* Threads and processes whose numbers come back soon (best where there are few numbers), each with another pair
 * under the same descriptor number. A message that is taken for another task's shows as a foreign byte, or as an
 * error that natively nobody gets.
 */
#include "../broken.h"

enum { PAIRS = 5, NUMBER = 50 };

static int pairs[PAIRS][2], own;
static volatile int *wrong;

/* No lock: a child may be made in the middle of it. */
static unsigned chance(void)
{
    static unsigned random;
    random = random * 1103515245 + 12345 + syscall(SYS_gettid);
    return random >> 16;
}

static void *writes(void *unused)
{
    char bytes[64];
    int letter = own;
    /* Where a thread gets no table of its own (scpipe before Linux 6.9), the number stays what everybody has. */
    if (chance() % 2 && unshare(CLONE_FILES) == 0) {
        letter = chance() % PAIRS;
        dup2(pairs[letter][1], NUMBER);
    }
    memset(bytes, 'A' + letter, sizeof bytes);
    for (int i = 0; i < 12; i++)
        if (write(NUMBER, bytes, 1 + i) < 0 && errno != EAGAIN)
            *wrong = errno;
    return unused;
}

static void work(int index, double until)
{
    own = index;
    dup2(pairs[own][1], NUMBER);
    while (now() < until) {
        pthread_t threads[4];
        int made = 0;
        for (int i = 0; i < 4; i++)
            made += !pthread_create(&threads[made], NULL, writes, NULL);
        pid_t child = fork();
        if (!child) {
            own = (own + 1) % PAIRS;
            dup2(pairs[own][1], NUMBER);
            writes(NULL);
            _exit(0);
        }
        for (int i = 0; i < made; i++)
            pthread_join(threads[i], NULL);
        if (child > 0)
            waitpid(child, NULL, 0);
    }
    _exit(0);
}

int main(void)
{
    int won = 0;
    wrong = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < PAIRS; i++) {
        if (i % 2)
            socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pairs[i]);
        else
            pipe2(pairs[i], O_NONBLOCK);
        write(pairs[i][1], &"ABCDE"[i], 1);
    }
    double until = tries_until(4);
    for (int i = 0; i < PAIRS; i++)
        if (!fork())
            work(i, until);
    while (now() < until)
        for (int i = 0; i < PAIRS; i++)
            won |= foreign(pairs[i][0], 'A' + i);
    while (wait(NULL) > 0)
        ;
    if (*wrong)
        printf("a write of its own byte failed: %s\n", strerror(*wrong));
    finish(won || *wrong, "everybody wrote to its own pair");
}
