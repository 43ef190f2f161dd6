/* Several threads have each a child that has the memory of all (vfork), and children of those: all of them give an end new numbers
 * and write data there, or execute a program that does, while another thread exchanges what their filters are read from.
 */
#include "mappings.h"

enum { BLOCK = 16, KNOWN = 4, MAKERS = 4, ROUNDS = 12 };

static int p[2];
static volatile int over;

static void give_and_write(int to, int again)
{
    struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
    char number[8];
    then_write(&call);
    if (again && vfork() == 0) {
        call.args[1] = ++call.to;
        then_write(&call);
        _exit(0);
    }
    if (to % 5 == 0) {
        snprintf(number, sizeof number, "%d", to);
        execl("/proc/self/exe", "children_at_once", number, (char *)NULL);
    }
    _exit(0);
}

static void *make_children(void *which)
{
    int mine = (long)which;
    for (volatile int round = 0; round < ROUNDS; round++) {
        int to = (1 + (mine + round) % KNOWN) * BLOCK + 1 + (round * MAKERS + mine) % (BLOCK - 2), again = (round + mine) % 3 == 0;
        wanted = to / BLOCK;
        pid_t child = vfork();
        if (child == 0)
            give_and_write(to, again);
        waitpid(child, NULL, 0);
    }
    over++;
    return NULL;
}

static int attempt(void)
{
    pthread_t thread;
    int won = 0;
    end_with_maker();
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    for (int block = 1; block <= KNOWN; block++)
        dup2(p[1], block * BLOCK), close(block * BLOCK);
    find_laid();
    pthread_create(&thread, NULL, exchange_all, NULL);
    for (long i = 0; i < MAKERS; i++)
        pthread_create(&thread, NULL, make_children, (void *)i);
    for (double until = now() + 20; over < MAKERS && !won && now() < until; usleep(1000))
        won = other(p[0], 'A');
    return won || other(p[0], 'A');
}

int main(int count, char **words)
{
    if (count > 1) {
        write(atoi(words[1]), DATA);
        return 0;
    }
    need_seals();
    try_again_for(6, attempt, "no child of any thread got anything through");
}
