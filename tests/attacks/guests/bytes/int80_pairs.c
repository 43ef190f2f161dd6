/* Pairs that the 32-bit table makes, and what they then carry, where all pairs are denied.
 * policy: --pipe deny --socketpair deny
 */
#include "int80.h"

static int *made(void) { return (int *)(low + 512); }
static int pipe_(int type) { (void)type; return int80(42, (long)made(), 0, 0, 0, 0, 0); }
static int pipe2_(int type) { return int80(331, (long)made(), type ? O_DIRECT : O_CLOEXEC, 0, 0, 0, 0); }
static int pair_(int type) { return int80(360, AF_UNIX, type, 0, (long)made(), 0, 0); }

static int called(int type)
{
    return int80(102, 8, ints(256, (int[]){AF_UNIX, type, 0, (int)(long)made()}, 4), 0, 0, 0, 0);
}

static const struct {
    const char *name;
    int (*call)(int);
    int first, last;
} makers[] = {
    {"pipe", pipe_, 0, 0}, {"pipe2", pipe2_, 0, 1}, {"socketpair", pair_, SOCK_STREAM, SOCK_RAW},
    {"socketcall", called, SOCK_STREAM, SOCK_RAW},
};

int main(void)
{
    need_int80();
    for (int i = 0; i < COUNT(makers); i++)
        for (int type = makers[i].first; type <= makers[i].last; type++) {
            int carried = 0;
            if (makers[i].call(type) == 0) {
                int80(4, made()[1], (long)low, 1, 0, 0, 0);
                fcntl(made()[0], F_SETFL, O_NONBLOCK);
                carried = other(made()[0], 'A');
                close(made()[0]);
                close(made()[1]);
            }
            note(makers[i].name, "a reader", 0, carried);
        }
    finish();
}
