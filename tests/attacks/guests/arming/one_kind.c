/* Every call that gives an end a new number, where only socket pairs are restricted: what is trapped for pipes is not then. With threads, too.
 * policy: --pipe allow --socketpair allow-events
 */
#include "makers.h"

static void *wait_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static void at_once(const struct call *call) { then_write(call); }

static int in_company(const void *with)
{
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    return try_maker(with);
}

int main(void)
{
    static int (*const ways[])(const void *) = {try_maker, in_company};
    int won = 0;
    for (int i = 0; i < COUNT(makers); i++)
        for (int kind = STREAM; kind <= SEQPACKET; kind *= 2)
            for (int way = 0; way < 2; way++) {
                struct attempt attempt = {&makers[i], kind, 3, at_once};
                int found = makers[i].kinds & kind ? in_child(ways[way], &attempt) : 0;
                if (found > 1) {
                    printf("broken: no A went in for %s to %s\n", makers[i].name, kind_name(kind));
                    exit(3);
                }
                won |= found;
            }
    end(won, "each socket pair had one value");
}
