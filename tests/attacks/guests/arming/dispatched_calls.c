/* Calls that become a signal before any tracer sees them (syscall user dispatch), whenever another process says so; the handler makes pairs
 * and writes, and makes the call again then.
 */
#include "arming.h"
#include <ucontext.h>

#define PR_DISPATCH 59 /* PR_SET_SYSCALL_USER_DISPATCH, Linux 5.11 */

static volatile char *selector;
static volatile int signals, won;

static void give_and_write(int first, int count)
{
    for (int i = 0; i < count && !won; i++) {
        int p[2];
        if (make(i & 1 ? STREAM : PIPE, p) || write(p[1], "A", 1) != 1)
            return;
        struct call call = {SYS_dup2, {p[1], first + i, 0, 0}, first + i};
        then_write(&call);
        if (other(p[0], 'A'))
            won = 1;
        close(first + i);
        close(p[0]);
        close(p[1]);
    }
}

static void on_dispatch(int number, siginfo_t *info, void *context)
{
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    (void)number;
    *selector = 0;
    if (++signals % 4 == 0)
        give_and_write(100 + signals % 300, 1);
    registers[REG_RIP] -= 2;
    registers[REG_RAX] = info->si_syscall;
}

static int attempt(void)
{
    end_with_maker();
    prctl(PR_DISPATCH, 1, 0, 0, selector);
    give_and_write(40, 20);
    *selector = 0;
    prctl(PR_DISPATCH, 0, 0, 0, 0);
    return won;
}

int main(void)
{
    struct sigaction action = {.sa_sigaction = on_dispatch, .sa_flags = SA_SIGINFO | SA_NODEFER};
    selector = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (prctl(PR_DISPATCH, 1, 0, 0, selector) < 0)
        lacks("syscall user dispatch");
    prctl(PR_DISPATCH, 0, 0, 0, 0);
    sigaction(SIGSYS, &action, NULL);
    if (!fork()) {
        end_with_maker();
        for (;;) {
            for (volatile int i = 0; i < 300; i++)
                ;
            *selector = 1;
        }
    }
    try_again_for(6, attempt, "no call that nobody sees helped");
}
