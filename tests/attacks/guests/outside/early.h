/* A pair is given to a keeper outside while it is made: before anybody has noted that there is one. */
#include "keeper.h"

static struct {
    atomic_int go, sent, returned, over;
    atomic_int numbers[2];
} *early;

/* Shares the table, and tries to pass numbers from before the call that makes them on until that has returned. */
static void *pass_early(void *unused)
{
    for (;;) {
        while (!early->go)
            usleep(50);
        int fds[2] = {early->numbers[0], early->numbers[1]}, before = 0, sent = 0;
        for (int after = 0; !sent && after < 3; after += before) {
            before = early->returned;
            sent = send_two(keeper, fds) == 1;
        }
        early->sent = sent && !before;
        early->go = 0;
        early->over = 1;
    }
    return unused;
}

static int pass_as_process(void *unused)
{
    end_with_maker();
    return pass_early(unused) != NULL;
}

/* Makes a pair that may have been given away before that was over: 1 if it was. */
static int make_early(int ends[2], int sockets)
{
    int lowest[2] = {dup(keeper), dup(keeper)};
    close(lowest[0]), close(lowest[1]);
    early->numbers[0] = lowest[0];
    early->numbers[1] = lowest[1];
    early->returned = early->over = early->sent = 0;
    early->go = 1;
    usleep(rand() % 1500);
    if (sockets ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends))
        end(0, "no pair");
    early->returned = 1;
    while (!early->over)
        usleep(100);
    return early->sent;
}

/* The one that passes is a thread, or a process with the same table. */
static void begin_early(int as_process)
{
    early = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    connect_keeper();
    pthread_t thread;
    if (as_process)
        clone(pass_as_process, (char *)malloc(1 << 18) + (1 << 18), CLONE_FILES | SIGCHLD, NULL);
    else
        pthread_create(&thread, NULL, pass_early, NULL);
}

/* `comes_again`: does what came back take another value? */
static int (*comes_again)(int ends[2]);
static int as_sockets, turn;

static int try_early(void)
{
    end_with_maker();
    begin_early(turn);
    for (double until = now() + 4; now() < until;) {
        int ends[2], back[2];
        int given = make_early(ends, as_sockets);
        int entered = passes(ends, 'A');
        close(ends[0]), close(ends[1]);
        if (given && entered) {
            have_all_forgotten();
            if (take_back(back) && comes_again(back))
                return 1;
        } else
            take_back(back);
        close(back[0]), close(back[1]);
    }
    return 0;
}

static int try_both(void)
{
    end_with_maker();
    for (turn = 0; turn < 2; turn++)
        if (wins(try_early))
            return 1;
    return 0;
}
