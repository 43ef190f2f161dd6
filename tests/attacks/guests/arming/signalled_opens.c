/* Signals rain upon a thread that opens links to an end and FIFOs that nobody reads; the handlers write to every number, open the link
 * themselves, and leave the open by a jump.
 *
 * long
 */
#include "openers.h"
#include <setjmp.h>

static sigjmp_buf back;
static volatile pthread_t opener;
static volatile int may_jump;
static volatile unsigned times;

static void handle(int signo)
{
    write_to_given();
    if (++times % 5 == 0) {
        int given = open(opened_link, O_WRONLY | O_NONBLOCK);
        write_to_given();
        close(given);
    }
    if (may_jump && times % 3 == 0)
        siglongjmp(back, signo);
}

static void prepare(void)
{
    symlink(opened_link, "far");
    mkfifo("fifo", 0600);
}

static void *rain(void *unused)
{
    for (unsigned i = 0;; i++) {
        unsigned before = times;
        pthread_kill(opener, i & 1 ? SIGUSR1 : SIGUSR2);
        /* Where handlers take longer than this they would do nothing but follow one another. */
        for (int wait = 0; wait == 0 || (times == before && wait < 50); wait++)
            usleep(300 + i % 7 * 100);
    }
    return unused;
}

static int once(int round)
{
    volatile int given = -1;
    if (sigsetjmp(back, 1) == 0) {
        may_jump = 1;
        given = open(round % 3 ? "far" : "fifo", O_WRONLY);
        write_to_given();
    }
    may_jump = 0;
    return given;
}

static void race(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    opener = pthread_self();
    sigaction(SIGUSR1, &action, NULL);
    action.sa_flags = 0;
    sigaction(SIGUSR2, &action, NULL);
    begin_thread(rain);
    open_often(once);
}

int main(void) { try_races(prepare, race); }
