/* The msghdr of a recvmsg(2) changes all the time (its room for descriptors, how many buffers it has, its name), and the socket
 * under the number once, while the call is judged.
 */
#include "receiving.h"

static void change(void)
{
    static struct sockaddr_storage name;
    static unsigned i;
    i++;
    message.msg_control = i & 1 ? room : NULL;
    message.msg_controllen = i & 1 ? sizeof room : 0;
    message.msg_iovlen = i % 16 == 4 ? 2 : 1;
    message.msg_name = i & 2 ? &name : NULL;
    message.msg_namelen = i % 32 == 2 ? -1 : (int)sizeof name;
    message.msg_iov = i % 64 == 8 ? NULL : buffers;
}

static void *accept_another(void *unused)
{
    for (int seen = 0; (seen = next_turn(seen));)
        exchange();
    return unused;
}

static int attempt(void)
{
    static const int flags[] = {0, MSG_PEEK, MSG_CMSG_CLOEXEC, MSG_TRUNC, MSG_WAITALL};
    pthread_t thread;
    meanwhile = change;
    if (!prepare(getpid() & 4))
        return 0;
    pthread_create(&thread, NULL, accept_another, NULL);
    for (int i = 1; i <= ROUNDS; i++)
        shoot(MSG_DONTWAIT | flags[i % COUNT(flags)], i == ROUNDS);
    over = 1;
    pthread_join(thread, NULL);
    return other(ends[0], 'A');
}

int main(void) { try_again_for(2, attempt, "each pair had one value"); }
