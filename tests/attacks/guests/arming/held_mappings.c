/* A process whose child has its memory and a table of its own (vfork): while that gives an end new numbers, and writes data there,
 * a thread of the process replaces, unmaps, protects and moves for ever what the child's filters are read from.
 */
#include "mappings.h"

enum { BLOCK = 16, KNOWN = 6, BLOCKS = 16, ROUNDS = 40 };

static int attempt(void)
{
    pthread_t thread;
    int p[2], won = 0;
    end_with_maker();
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    for (int block = 1; block <= KNOWN; block++) /* files that are there already */
        dup2(p[1], block * BLOCK), close(block * BLOCK);
    find_laid();
    pthread_create(&thread, NULL, exchange_all, NULL);
    for (int round = 0; round < ROUNDS && !won; round++) {
        int block = round % 4 ? 1 + round % KNOWN : KNOWN + 1 + round / 4 % (BLOCKS - KNOWN);
        int to = block * BLOCK + 1 + round % (BLOCK - 1);
        struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
        wanted = block; /* they lie in this order */
        if (vfork() == 0) {
            then_write(&call);
            _exit(0);
        }
        wait(NULL);
        won = other(p[0], 'A');
    }
    return won;
}

int main(void)
{
    need_seals();
    try_again_for(6, attempt, "each child's filter was the right one");
}
