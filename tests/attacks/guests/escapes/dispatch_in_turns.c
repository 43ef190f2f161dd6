/* Syscall User Dispatch takes calls before any filter and swallows exit stops: calls are dispatched and let through in turns. */
#include "../attack.h"

static volatile char selector;
static volatile int taken;

static void on_sys(int number)
{
    (void)number;
    selector = 0;
    taken++;
}

int main(void)
{
    struct sigaction dispatched = {.sa_handler = on_sys, .sa_flags = SA_NODEFER};
    int p[2];
    char many[70000];
    memset(many, 'A', sizeof many);
    pipe2(p, O_NONBLOCK);
    sigaction(SIGSYS, &dispatched, NULL);
    if (prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &selector))
        lacks("Syscall User Dispatch");
    write(p[1], "A", 1);
    int won = 0;
    for (double until = tries_until(1); now() < until && !won;) {
        fcntl(p[1], F_SETFL, 0);
        write(p[1], many, 20000);
        selector = 1;
        write(p[1], "B", 1); /* taken by the dispatcher: its number stays in rax */
        selector = 1;
        syscall(SYS_writev, p[1], &(struct iovec){"C", 1}, 1);
        write(p[1], "D", 1);
        won = foreign(p[0], 'A');
    }
    if (!taken)
        lacks("Syscall User Dispatch");
    end(won, "what the dispatcher lets through is judged");
}
