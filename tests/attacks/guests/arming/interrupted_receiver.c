/* A recvmsg(2) that sleeps is interrupted by signals all the time, while its socket and its message are exchanged. A handler leaves
 * it by siglongjmp(3), puts back what looks harmless and has the call made again, or has it made again from what is there.
 */
#include "receiving.h"
#include <setjmp.h>

static sigjmp_buf out;
static volatile int leaves, last;
static pid_t receiver;

static void handle(int unused)
{
    (void)unused;
    if (last || !turn)
        return;
    if (leaves)
        siglongjmp(out, 1);
    write(from + 1, DATA);
}

static void *interrupt(void *unused)
{
    for (int seen = 0; (seen = next_turn(seen));) {
        make_room();
        exchange();
        for (int sent = 0; !over && done != seen; sent++) {
            spin(100);
            if (sent > 100) /* nothing came: it is not to sleep for ever */
                last = 0, leaves = 1;
            if (!last && !leaves) { /* made again it finds what looks harmless, and after that no more */
                dup2(harmless, from);
                make_plain();
            }
            syscall(SYS_tgkill, getpid(), receiver, SIGUSR1);
            if (!last && !leaves) {
                spin(seen * 17 % 120);
                make_room();
                send_end();
                exchange();
                leaves = 1;
            }
        }
    }
    return unused;
}

static int attempt(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    pthread_t thread;
    sigaction(SIGUSR1, &action, NULL);
    receiver = syscall(SYS_gettid);
    if (!prepare(getpid() & 1))
        return 0;
    pthread_create(&thread, NULL, interrupt, NULL);
    for (int i = 1; i <= ROUNDS; i++) {
        dup2(harmless, from);
        make_plain();
        send_end();
        leaves = i & 1;
        last = i == ROUNDS;
        turn++;
        if (!sigsetjmp(out, 1))
            receive_once(0);
        write_to_it();
        done = turn;
    }
    over = 1;
    pthread_join(thread, NULL);
    return other(ends[0], 'A');
}

int main(void) { try_again_for(1, attempt, "each pair had one value"); }
