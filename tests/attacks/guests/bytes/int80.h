/* The 32-bit table through int 0x80, with everything it points to in low memory. */
#include "ways.h"

static char *low;

/* One call with six arguments; the registers are the 32-bit ABI's. */
__attribute__((noinline, unused)) static int int80(int number, long a, long b, long c, long d, long e, long f)
{
    long result;
    __asm__ volatile("subq $128, %%rsp\n\tpushq %%rbp\n\tmovq %[sixth], %%rbp\n\tint $0x80\n\tpopq %%rbp\n\taddq $128, %%rsp"
                     : "=a"(result)
                     : "a"((long)number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e), [sixth] "r"(f)
                     : "memory", "cc", "r9", "r10", "r11");
    return (int)result;
}

/* Makes the low memory: a 'B' at its start. Ends the attack where the kernel has no 32-bit table. */
__attribute__((unused)) static void need_int80(void)
{
    low = mmap((void *)0x10000000, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    low[0] = 'B';
    if (int80(20 /* getpid */, 0, 0, 0, 0, 0, 0) != getpid() && !traced())
        lacks("no 32-bit system calls");
}

/* Puts ints at low + place; its address. */
__attribute__((unused)) static long ints(int place, const int *values, int count)
{
    memcpy(low + place, values, count * sizeof *values);
    return (long)(low + place);
}
