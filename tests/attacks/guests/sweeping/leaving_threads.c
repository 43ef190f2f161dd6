/* Threads leave the shared table (unshare, close_range) while the others close the pipes in it and dead pairs are looked for;
 * their leader has ended.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { THREADS = 6 };

static int p[THREADS][2];
static volatile int ready, left, over, won;

static void *leave(void *number)
{
    int i = (intptr_t)number;
    __sync_fetch_and_add(&ready, 1);
    while (ready < THREADS)
        ;
    if (i % 2)
        unshare(CLONE_FILES);
    else
        syscall(SYS_close_range, 900, 901, 2 /* CLOSE_RANGE_UNSHARE */);
    __sync_fetch_and_add(&left, 1);
    for (int n = 0; n < THREADS; n++)
        if (n != i)
            close(p[n][0]), close(p[n][1]);
    while (!over)
        usleep(1000);
    write(p[i][1], "B", 1);
    if (foreign(p[i][0], 0))
        won = 1;
    __sync_fetch_and_add(&ready, -1);
    return number;
}

static void *finish(void *unused)
{
    while (left < THREADS)
        ;
    for (int i = 0; i < THREADS; i++)
        close(p[i][0]), close(p[i][1]);
    for (int i = 0; i < 3; i++)
        sweep();
    over = 1;
    while (ready)
        usleep(1000);
    end(won, "every table was looked at");
    return unused;
}

int main(void)
{
    pthread_t t;
    for (int i = 0; i < THREADS; i++) {
        pipe2(p[i], O_NONBLOCK);
        write(p[i][1], "A", 1);
        pthread_create(&t, NULL, leave, (void *)(intptr_t)i);
    }
    pthread_create(&t, NULL, finish, NULL);
    pthread_exit(NULL);
}
