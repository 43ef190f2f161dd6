/* Threads fork while the first pairs of their process are made: a child may have the filters of before and be taken for one with
 * those of after. Each child writes data to all low numbers at once, then makes pairs of its own that get the same numbers, and
 * writes to those; some leave it to a child or a thread of their own.
 */
#include "arming.h"

enum { FIRST = 3, LAST = 20, FORKERS = 3 };

static volatile int over;
static volatile int *through;

static void *write_to_all(void *unused)
{
    int p[2];
    for (int number = FIRST; number <= LAST; number++)
        write(number, DATA);
    for (int i = 0; i < 3; i++) {
        if (i == 1 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            break;
        struct call call = {SYS_dup2, {p[1], LAST - i, 0, 0}, LAST - i};
        write(p[1], DATA);
        then_write(&call);
        if (foreign(p[0], -1))
            *through = 1;
    }
    return unused;
}

static void in_other_task(unsigned which)
{
    pthread_t thread;
    if (which == 1 && pthread_create(&thread, NULL, write_to_all, NULL) == 0)
        pthread_join(thread, NULL);
    else if (which != 2 || fork() == 0)
        write_to_all(NULL);
    _exit(0);
}

static void *fork_for_ever(void *with)
{
    for (unsigned i = (uintptr_t)with; !over; i++) {
        pid_t child = i % 4 == 3 ? syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL) : fork();
        if (!child)
            in_other_task(i % 8);
        if (i % 4 != 3)
            waitpid(child, NULL, 0);
    }
    return with;
}

static int attempt(void)
{
    pthread_t threads[FORKERS];
    int p[6][2], count = 0, won = 0;
    for (uintptr_t i = 0; i < FORKERS; i++)
        pthread_create(&threads[i], NULL, fork_for_ever, (void *)(i * 3));
    usleep(getpid() % 7 * 300);
    for (; count < 6 && !won; count++) {
        if (count % 3 == 1 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p[count]) : pipe2(p[count], O_NONBLOCK))
            break;
        dup2(p[count][1], LAST - count % 4);
        usleep(1000);
        won = foreign(p[count][0], -1);
    }
    over = 1;
    for (int i = 0; i < FORKERS; i++)
        pthread_join(threads[i], NULL);
    won |= uneven_filters();
    for (int i = 0; i < count; i++)
        won |= foreign(p[i][0], -1);
    return won || *through;
}

int main(void)
{
    through = mmap(NULL, sizeof *through, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    try_again_for(1, attempt, "no byte came out of a pair");
}
