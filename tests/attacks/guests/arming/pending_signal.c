/* Another process sends a signal while a call gives a pair's end a new number: the handler writes to that number at once. */
#include "makers.h"

enum { PROCESSES = 5, ROUNDS = 7 };

static struct {
    volatile pid_t whom;
    volatile unsigned asked, done, delay;
} *bell;

static volatile int number, handled;

static void handler(int signal)
{
    (void)signal;
    write(number, DATA);
    handled = 1;
}

static void ring(void)
{
    end_with_maker();
    for (;;) {
        while (bell->asked == bell->done)
            sched_yield();
        for (volatile unsigned i = 0; i < bell->delay; i++)
            ;
        bell->done = bell->asked;
        kill(bell->whom, SIGUSR1);
    }
}

static void while_called(const struct call *call)
{
    static unsigned delay;
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    number = call->to;
    handled = 0;
    bell->whom = getpid();
    bell->delay = delay = delay * 2 % 65521 + 1;
    bell->asked++;
    syscall(call->number, call->args[0], call->args[1], call->args[2], call->args[3], 0L);
    for (double until = now() + 20; !handled && now() < until;)
        sched_yield();
}

int main(void)
{
    bell = mmap(NULL, sizeof *bell, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0)
        ring();
    try_makers(fewer(PROCESSES), fewer(ROUNDS), while_called);
}
