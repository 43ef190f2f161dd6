/* The 32-bit table: pipe made natively, written to through int 0x80. */
#include "../attack.h"

int main(void)
{
    int p[2];
    char *low = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    long result;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    low[0] = 'B';
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(4), "b"(p[1]), "c"(low), "d"(1) : "memory", "r8", "r9", "r10", "r11");
    end(foreign(p[0], 'A'), "int 0x80 writes nothing");
}
