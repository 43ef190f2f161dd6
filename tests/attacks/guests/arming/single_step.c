/* A process that steps itself (the trap flag) through the call that gives an end its number: after each instruction, and so right
 * after the call, a handler writes to that number.
 */
#include "makers.h"

static volatile int number;

static void handler(int signal)
{
    (void)signal;
    write(number, DATA);
}

static void stepped(const struct call *call)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGTRAP, &action, NULL);
    number = call->to;
    long result = call->number, first = call->args[0], second = call->args[1], third = call->args[2];
    register long fourth __asm__("r10") = call->args[3];
    register long fifth __asm__("r8") = 0;
    __asm__ volatile("lea -128(%%rsp), %%rsp\n\t"
                     "pushfq\n\t"
                     "orq $0x100, (%%rsp)\n\t"
                     "popfq\n\t"
                     "syscall\n\t"
                     "nop\n\t"
                     "pushfq\n\t"
                     "andq $~0x100, (%%rsp)\n\t"
                     "popfq\n\t"
                     "lea 128(%%rsp), %%rsp"
                     : "+a"(result), "+D"(first), "+S"(second), "+d"(third)
                     : "r"(fourth), "r"(fifth)
                     : "rcx", "r11", "memory", "cc");
}

int main(void) { try_makers(1, 2, stepped); }
