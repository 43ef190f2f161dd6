/* A socket filter on the receiving end tosses the first message, of which the sender is told that it was sent; the next has another byte,
 * and then the filter lets pass only parts of messages.
 */
#include "../attack.h"

static void let_pass(int fd, unsigned bytes)
{
    struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, bytes)};
    struct sock_fprog program = {1, code};
    setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

int main(void)
{
    int kinds[] = {SOCK_DGRAM, SOCK_SEQPACKET}, won = 0;
    for (int i = 0; i < 2; i++) {
        int s[2];
        socketpair(AF_UNIX, kinds[i] | SOCK_NONBLOCK, 0, s);
        send(s[0], "A", 1, 0);
        let_pass(s[1], 0);
        send(s[0], "B", 1, 0);
        send(s[0], "CD", 2, 0);
        let_pass(s[1], 1);
        send(s[0], "EF", 2, 0);
        send(s[0], "GG", 2, 0);
        won |= foreign(s[1], 'A');
    }
    end(won, "a message that is tossed is judged too");
}
