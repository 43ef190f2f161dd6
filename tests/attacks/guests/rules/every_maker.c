/* Makes a pair in every way there is, with garbage in the high words.
 * policy: --pipe deny --socketpair deny
 */
#include "../attack.h"

int main(void)
{
    int fds[2], won = 0, types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW};
    int *low = mmap((void *)0x20000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    long old;
    won |= !syscall(SYS_pipe, fds);
    for (int bit = 0; bit < 32; bit++) {
        won |= !syscall(SYS_pipe2, fds, 1L << bit);
        won |= !syscall(SYS_pipe2, fds, 0xbad00000000L | 1L << bit);
    }
    for (int i = 0; i < 4; i++)
        for (int family = 0; family < 50; family++) {
            won |= !syscall(SYS_socketpair, family, types[i], 0, fds);
            won |= !syscall(SYS_socketpair, 0xbad00000000L | family, 0xbad00000000L | types[i] | SOCK_CLOEXEC, 1L << 32, fds);
        }
    __asm__ volatile("int $0x80" : "=a"(old) : "a"(42), "b"(low) : "memory");
    won |= !old;
    won |= !syscall(0x40000000 | SYS_pipe, fds);
    won |= !syscall(0x40000000 | SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, fds);
    end(won, "there is no pair");
}
