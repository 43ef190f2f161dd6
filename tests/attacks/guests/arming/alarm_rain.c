/* Rounds of pipe2, dup2 and data under a rain of SIGALRM, whose handler makes a pipe, duplicates it and writes data, too. */
#include "arming.h"

enum { ROUNDS = 25, MOST_SIGNALS = 60 };

static int first[2];
static volatile int latest = -1, signals, won;

static void rain(long microseconds)
{
    struct itimerval every = {{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_REAL, &every, NULL);
}

static void handler(int signal)
{
    int p[2], kept = errno;
    (void)signal;
    if (++signals >= fewer(MOST_SIGNALS))
        rain(0); /* where a handler takes longer than the time between two of them, nothing else would run */
    write(latest, DATA);
    write(first[1], DATA);
    if (pipe2(p, O_NONBLOCK) == 0) {
        write(p[1], "A", 1);
        struct call call = {SYS_dup, {p[1], 0, 0, 0}, lowest_free()};
        int number = then_write(&call);
        write(number, DATA);
        won |= foreign(p[0], 'A');
        close(number), close(p[0]), close(p[1]);
    }
    errno = kept;
}

static int attempt(void)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    int rounds = fewer(ROUNDS);
    pipe2(first, O_NONBLOCK);
    write(first[1], "A", 1);
    sigaction(SIGALRM, &action, NULL);
    for (int i = 0; i < 2 * rounds && !won; i++) {
        int p[2], to = 40 + i % 3;
        if (i % rounds == 0) {
            signals = 0;
            rain(i ? 9000 : 1000);
        }
        latest = lowest_free() + 1;
        if (i % 4 == 3 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        latest = to;
        struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
        then_write(&call);
        write(to, DATA);
        latest = -1;
        won |= foreign(p[0], 'A') || foreign(first[0], 'A');
        close(p[0]), close(p[1]), close(to);
    }
    rain(0);
    return won || foreign(first[0], 'A');
}

int main(void) { try_again_for(1, attempt, "each pipe had one value"); }
