/* Syscall user dispatch turns calls into signals, whose handler makes them again with other bytes. */
#include "../attack.h"
#include <ucontext.h>

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#endif

static volatile char selector;
static int p[2];

static void dispatched(int number, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)number;
    (void)info;
    selector = 0;
    for (int i = 0; i < 3; i++)
        syscall(SYS_write, p[1], "B", 1);
    c->uc_mcontext.gregs[REG_RIP] -= 2;
    c->uc_mcontext.gregs[REG_RAX] = SYS_write;
    c->uc_mcontext.gregs[REG_RSI] = (long)"C";
}

int main(void)
{
    struct sigaction a = {.sa_sigaction = dispatched, .sa_flags = SA_SIGINFO};
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    sigaction(SIGSYS, &a, NULL);
    if (prctl(PR_SET_SYSCALL_USER_DISPATCH, 1, 0, 0, &selector))
        lacks("syscall user dispatch");
    selector = 1;
    write(p[1], "A", 1);
    selector = 0;
    end(foreign(p[0], 'A'), "the second call is judged like the first");
}
