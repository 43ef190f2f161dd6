/* The number of a recvmsg(2) without room for descriptors becomes an accepted UNIX socket, in whose queue an end lies, and the
 * message gets room for it, while the call is judged.
 */
#include "receiving.h"

static void *accept_another(void *unused)
{
    for (int seen = 0; (seen = next_turn(seen));) {
        make_room();
        exchange();
    }
    return unused;
}

static int attempt(void)
{
    pthread_t thread;
    if (!prepare(getpid() & 4))
        return 0;
    pthread_create(&thread, NULL, accept_another, NULL);
    for (int i = 1; i <= ROUNDS; i++)
        shoot(MSG_DONTWAIT, i == ROUNDS);
    over = 1;
    pthread_join(thread, NULL);
    return other(ends[0], 'A');
}

int main(void) { try_again_for(1, attempt, "each pair had one value"); }
