/* The instruction that makes the call lies in a shared page, and another process exchanges it for a jump to code that writes data: a
 * call that is to be made again may become another one.
 */
#include "detour.h"

static void flip(void)
{
    volatile uint16_t *first = (uint16_t *)code;
    end_with_maker();
    for (unsigned i = 0;; i++) {
        *first = i & 1 ? 0x050f : 0xeb | (DETOUR - 2) << 8;
        for (volatile unsigned k = 0; k < i % 1021; k++)
            ;
    }
}

static long call_it(long number, long first, long second)
{
    long result;
    __asm__ volatile("call *%1" : "=a"(result) : "r"(code), "0"(number), "D"(first), "S"(second) : "rdx", "rcx", "r11", "memory");
    return result;
}

/* The instruction gives an end the number to which the detour writes. */
static int duplicated(void)
{
    int p[2], won;
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    for (int k = 0; k < 4; k++)
        call_it(SYS_dup2, p[1], TO);
    won = foreign(p[0], 'A');
    close(TO), close(p[0]), close(p[1]);
    return won;
}

/* The instruction makes the pair, with that number: all below are taken. */
static int made(void)
{
    int p[2], won = 0;
    if (call_it(SYS_pipe2, (long)p, O_NONBLOCK) == 0) {
        for (int k = 0; k < 4; k++)
            call_it(SYS_dup2, 0, TO + 1);
        won = foreign(TO - 1, -1);
    }
    close(TO - 1), close(TO), close(TO + 1);
    return won;
}

static int attempt(void)
{
    int won = 0, taken;
    for (int i = 0; i < 20 && !won; i++)
        won = duplicated();
    while ((taken = dup(0)) < TO - 1)
        ;
    close(taken);
    for (int i = 0; i < 20 && !won; i++)
        won = made();
    return won;
}

int main(void)
{
    code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    lay_out();
    if (fork() == 0)
        flip();
    try_again_for(1, attempt, "the other code wrote nothing");
}
