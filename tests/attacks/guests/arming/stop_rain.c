/* Rounds of pipe2, dup2 and data while another process stops and continues this one all the time (SIGSTOP, SIGCONT with a handler
 * that writes data).
 */
#include "arming.h"

static struct {
    volatile int over;
} *shared;

static volatile int latest = -1;

static void handler(int signal)
{
    (void)signal;
    write(latest, DATA);
}

/* Its last signal is SIGCONT, so nobody stays stopped. */
static void stop_and_continue(pid_t whom)
{
    for (unsigned i = 1; !shared->over; i = i * 5 % 8191) {
        kill(whom, SIGSTOP);
        for (volatile unsigned k = 0; k < i; k++)
            ;
        kill(whom, SIGCONT);
        usleep(i % 300);
    }
    _exit(0);
}

static int attempt(void)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    pid_t parent = getpid();
    int won = 0;
    shared->over = 0;
    sigaction(SIGCONT, &action, NULL);
    pid_t other_process = fork();
    if (!other_process) {
        end_with_maker();
        stop_and_continue(parent);
    }
    for (int i = 0; i < 60 && !won; i++) {
        int p[2], to = 40 + i % 3;
        latest = lowest_free() + 1;
        if (i % 4 == 3 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        latest = to;
        struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
        then_write(&call);
        won |= foreign(p[0], 'A');
        latest = -1;
        close(p[0]), close(p[1]), close(to);
    }
    shared->over = 1;
    waitpid(other_process, NULL, 0);
    return won;
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    try_again_for(1, attempt, "each pair had one value");
}
