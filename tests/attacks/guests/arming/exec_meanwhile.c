/* A thread calls exec while another one gives ends new numbers: a transition of all threads meets one that is about to be all of
 * them. The new program writes data to every number, and so do children that were forked at that moment.
 */
#include "arming.h"

enum { FIRST = 3, LAST = 30 };

static volatile int go;
static const char *delay;

static void write_to_all(void)
{
    for (int number = FIRST; number <= LAST; number++)
        write(number, DATA);
}

static void *execute(void *unused)
{
    static char *words[] = {"exec_meanwhile", "again", NULL};
    while (!go)
        ;
    for (volatile int i = atoi(delay); i > 0; i--)
        ;
    execv("/proc/self/exe", words);
    _exit(1);
    return unused;
}

static void make_numbers(const int *p)
{
    pthread_t thread;
    pthread_create(&thread, NULL, execute, NULL);
    go = 1;
    for (int to = 20; to <= LAST; to++) {
        struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
        int q[2];
        then_write(&call);
        if (to % 4 == 0 && fork() == 0) {
            write_to_all();
            _exit(0);
        }
        pipe2(q, O_NONBLOCK);
    }
    for (;;)
        pause();
}

static int attempt(const void *with)
{
    int p[2];
    pid_t child;
    delay = with;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (pipe2(p, O_NONBLOCK))
        return 0;
    write(p[1], "A", 1);
    if (!(child = fork())) {
        end_with_maker();
        make_numbers(p);
    }
    await_children();
    return foreign(p[0], 'A');
}

int main(int count, char **words)
{
    static const char *const delays[] = {"0", "1000", "10000", "100000", "300000", "1000000"};
    int won = 0;
    if (count > 1) {
        write_to_all();
        return 0;
    }
    for (int i = 0; i < 12 && !won; i++)
        won = in_child(attempt, delays[i % 6]) == 1;
    (void)words;
    end(won, "only the event byte came out");
}
