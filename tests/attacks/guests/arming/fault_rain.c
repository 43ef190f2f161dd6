/* Signals that an instruction would raise are sent by others while an end is opened again: they come while filters are added, because who blocks
 * them would be killed. The handler writes to each number that the end may have, at its first call, by each ABI, and opens another one.
 * dies
 */
#include "hunt.h"

enum { LOW = 4, HIGH = 18 };
static char path[64];
static volatile int inside, twice;

static void write_all(int number)
{
    for (int n = LOW; n < HIGH; n++)
        write_and_see(n);
    if (number == SIGBUS)
        for (int n = LOW; n < HIGH; n++) {
            int result;
            __asm__ volatile("int $0x80" : "=a"(result) : "a"(4), "b"(n), "c"(path), "d"(2) : "memory");
            if (result == 2)
                has_data(n);
        }
    if (number == SIGFPE)
        close(open(path, O_WRONLY | O_NONBLOCK));
    if (inside)
        hunt->met++;
}

static void *use(void *unused)
{
    for (;; usleep(100))
        for (int n = LOW; n < HIGH; n++)
            write_and_see(n);
    return unused;
}

static void attempt(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
    pthread_t t;
    int p[2];
    unsigned seed = getpid();
    pid_t me = getpid(), sender;
    for (int i = 0; i < COUNT(numbers); i++)
        signal(numbers[i], write_all);
    pipe2(p, O_NONBLOCK);
    close(p[1]);
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
    if (!(sender = fork())) {
        end_with_maker();
        for (unsigned i = 0; i < 60; i++) { /* not for ever: handlers that take longer than the next signal would never end */
            usleep(300 + draw(&seed) % 3000);
            syscall(SYS_tgkill, me, me, numbers[draw(&seed) % COUNT(numbers)]);
        }
        _exit(0);
    }
    pthread_create(&t, NULL, use, NULL);
    for (int i = 0; i < 10 && !hunt->through; i++) {
        inside = 1;
        int end = open(path, O_WRONLY | O_NONBLOCK);
        inside = 0;
        hunt->tried++;
        write_and_see(end);
        has_data(p[0]);
        if (i % 3 == 0)
            close(end); /* else the next one gets a number that is not trapped */
    }
    has_data(p[0]);
    kill(sender, SIGKILL);
}

int main(void) { hunt_for(2, attempt, "nothing was in a pipe"); }
