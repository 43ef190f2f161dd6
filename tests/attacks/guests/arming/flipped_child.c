/* A child has the memory of its parent (vfork), of which a thread exchanges the child's instruction for ever: the one that gives an end a
 * new number, for a jump to code that writes data there.
 */
#include "detour.h"

enum { ROUNDS = 12 };

static void *flip(void *unused)
{
    volatile uint16_t *first = (uint16_t *)code;
    for (unsigned i = 0;; i++) {
        *first = i & 1 ? 0x050f : 0xeb | (DETOUR - 2) << 8;
        for (volatile unsigned k = 0; k < i % 1021; k++)
            ;
    }
    return unused;
}

/* Makes the call, or what it has been exchanged for, after a time of its own. */
static long call_it(long number, long first, long second, long third)
{
    static unsigned turn;
    long result;
    for (volatile unsigned k = turn++ * 7919 % 3001; k; k--)
        ;
    __asm__ volatile("call *%1" : "=a"(result) : "r"(code), "0"(number), "D"(first), "S"(second), "d"(third) : "rcx", "r11", "memory");
    return result;
}

static int attempt(void)
{
    pthread_t thread;
    int p[2], won = 0;
    char path[40];
    end_with_maker();
    code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    lay_out();
    pthread_create(&thread, NULL, flip, NULL);
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[1]);
    for (int round = 0; round < ROUNDS && !won; round++) {
        if (vfork() == 0) {
            long opened = 0;
            for (int k = 0; k < 10; k++)
                call_it(SYS_dup2, p[1], TO, 0);
            for (int k = 0; k < 6 && opened <= 2; k++)
                opened = call_it(SYS_open, (long)path, O_WRONLY, 0);
            if (round & 1 && opened > 2)
                call_it(SYS_dup2, opened, TO, 0);
            call_it(SYS_dup2, 0, 0, 0);
            _exit(0);
        }
        wait(NULL);
        won = other(p[0], 'A');
    }
    return won;
}

int main(void)
{
    try_again_for(5, attempt, "the other code wrote nothing");
}
