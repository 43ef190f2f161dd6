/* There is no room for what a supervisor may need in the program: no free descriptor (RLIMIT_NOFILE) but the one that an end gets, or no
 * memory (RLIMIT_AS). Data is written to that number at once, by a child, and after the next calls.
 */
#include "makers.h"

static int limit;

static void write_all(const struct call *call)
{
    then_write(call);
    write(call->to, DATA);
    if (!fork())
        write(call->to, DATA), _exit(0);
    wait(NULL);
    getppid();
    write(call->to, DATA);
}

static void use(const struct call *call)
{
    struct rlimit some = {call->to + 1, call->to + 1}, none = {4096, 4096};
    if (limit == RLIMIT_NOFILE) {
        for (int i = 0; i < call->to; i++)
            if (fcntl(i, F_GETFD) < 0)
                dup2(0, i);
        setrlimit(RLIMIT_NOFILE, &some);
    } else
        setrlimit(RLIMIT_AS, &none);
    write_all(call);
}

int main(void)
{
    static const int limits[] = {RLIMIT_NOFILE, RLIMIT_AS};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < COUNT(makers); i++) {
            struct attempt attempt = {&makers[i], PIPE, 2, use};
            limit = limits[k];
            if (makers[i].kinds & PIPE)
                note(makers[i].name, k ? "without memory" : "without descriptors", makers[i].kinds & MAYBE, in_child(try_maker, &attempt) == 1);
        }
    finish();
}
