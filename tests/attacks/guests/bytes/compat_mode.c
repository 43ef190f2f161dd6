/* Code that runs in 32-bit mode inside a 64-bit program (a far jump), and sysenter, write into pairs. */
#include "ways.h"

static char *low;

/* Goes on in 32-bit mode at some code. */
static void enter_32(const char *code, const char *stack)
{
    __asm__ volatile("movq %1, %%rsp\n\tpushq $0x23\n\tpushq %0\n\tlretq" : : "r"(code), "r"(stack));
}

static void no_core(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

/* 1 if a far jump leads to 32-bit mode: code that means something in that mode only writes to memory. Not every
 * processor that is emulated has it.
 */
static int has_mode(void)
{
    /* mov ax,0x2b; mov ds,ax; mov dword [low+100],1; hlt */
    static const unsigned char code[] = "\x66\xb8\x2b\0\x8e\xd8\xc7\x05\x64\0\0\x10\1\0\0\0\xf4";
    int *there = (int *)(low + 100);
    pid_t pid;
    memcpy(low + 256, code, sizeof code);
    *there = 0;
    if ((pid = fork()) == 0) {
        no_core();
        enter_32(low + 256, low + 4096);
    }
    waitpid(pid, NULL, 0);
    return *there;
}

/* mov eax,NR; mov ebx,fd; mov ecx,low; mov edx,1; CALL; hlt */
static void run(int number, int out, const char *call, int far)
{
    unsigned char code[64], *at = code;
    int data = (int)(long)low, count = 1;
    pid_t pid;
    *at++ = 0xb8, memcpy(at, &number, 4), at += 4;
    *at++ = 0xbb, memcpy(at, &out, 4), at += 4;
    *at++ = 0xb9, memcpy(at, &data, 4), at += 4;
    *at++ = 0xba, memcpy(at, &count, 4), at += 4;
    if (call[1] == 0x05) /* syscall takes the second argument from ebp */
        *at++ = 0x89, *at++ = 0xcd;
    *at++ = call[0], *at++ = call[1], *at++ = 0xf4;
    memcpy(low + 256, code, sizeof code);
    if ((pid = fork()) == 0) {
        no_core();
        if (far)
            enter_32(low + 256, low + 4096);
        else
            __asm__ volatile("movq %1, %%rsp\n\tmovq %1, %%rbp\n\tjmp *%0" : : "r"((long)low + 256), "r"((long)low + 4000));
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

static void far_int(int in, int out) { (void)in; run(4, out, "\xcd\x80", 1); }
static void far_sysenter(int in, int out) { (void)in; run(4, out, "\x0f\x34", 1); }
static void sysenter(int in, int out) { (void)in; run(4, out, "\x0f\x34", 0); }
static void far_syscall(int in, int out) { (void)in; run(4, out, "\x0f\x05", 1); }

static const struct way ways[] = {
    {"int 0x80 after a far jump", ANY, far_int}, {"sysenter after a far jump", ANY | MAYBE, far_sysenter},
    {"sysenter", ANY | MAYBE, sysenter}, {"syscall after a far jump", ANY | MAYBE, far_syscall},
};

int main(void)
{
    long result;
    low = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    low[0] = 'B';
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    if ((pid_t)result != getpid() && !traced())
        lacks("no 32-bit system calls");
    if (!has_mode())
        lacks("no 32-bit mode in a 64-bit program");
    try_ways(ways, COUNT(ways));
    finish();
}
