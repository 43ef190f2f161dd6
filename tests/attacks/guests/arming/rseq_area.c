/* The area that the kernel reads and writes whenever a thread comes back from it (rseq(2)) lies below the stack, where a supervisor
 * could lay something down, at each distance in turn; data is written to the new number at once.
 */
#include "arming.h"

static char stacks[1 << 16] __attribute__((aligned(4096)));

/* dup2 and a write of data, on another stack. */
static void on_stack(void *top, int from, int to)
{
    long result = SYS_dup2, first = from, second = to;
    const char *data = "BC";
    __asm__ volatile("mov %%rsp, %%rbx\n\t"
                     "mov %[top], %%rsp\n\t"
                     "syscall\n\t"
                     "mov %%rsi, %%rdi\n\t"
                     "mov %[data], %%rsi\n\t"
                     "mov $2, %%edx\n\t"
                     "mov $1, %%eax\n\t"
                     "syscall\n\t"
                     "mov %%rbx, %%rsp"
                     : "+a"(result), "+D"(first), "+S"(second)
                     : [top] "r"(top), [data] "r"(data)
                     : "rbx", "rcx", "rdx", "r11", "memory");
}

static int attempt(const void *with)
{
    char *top = stacks + sizeof stacks / 2, *area = top - *(const int *)with;
    cpu_set_t set;
    int p[2];
    if (syscall(SYS_rseq, area, 32, 0, 0x53053053))
        return 2;
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    for (int to = 30; to < 34; to++) {
        CPU_ZERO(&set);
        CPU_SET(to & 1, &set);
        sched_setaffinity(0, sizeof set, &set); /* so the kernel writes into the area */
        on_stack(top, p[1], to);
    }
    return foreign(p[0], 'A');
}

/* Without the area of the C library, whose registration glibc.rseq takes away. */
static void again_without_rseq(char **words)
{
    if (getenv("GLIBC_TUNABLES"))
        return;
    setenv("GLIBC_TUNABLES", "glibc.pthread.rseq=0", 1);
    execv("/proc/self/exe", words);
}

int main(int count, char **words)
{
    int won = 0;
    (void)count;
    again_without_rseq(words);
    for (int below = 32; below <= 1024 && !won; below += 32) {
        int found = in_child(attempt, &below);
        if (found == 2)
            lacks("no rseq area of its own");
        won = found;
    }
    end(won, "no number let it through");
}
