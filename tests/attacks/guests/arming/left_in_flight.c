/* More pairs than are kept in mind, so that the dead ones are forgotten all the time, while their ends are only in messages, in somebody's call, or
 * at a number that is just being given. Then they are received, by a process that is alone and by threads, and written to at once.
 * dies
 */
#include "hunt.h"

enum { MANY = 700 };
static int sockets[2];

static void *make_many(void *unused)
{
    for (int i = 0; i < MANY; i++) {
        int p[2];
        if (!pipe2(p, O_NONBLOCK))
            close(p[0]), close(p[1]);
    }
    return unused;
}

static void receive_and_use(int in)
{
    for (int i = 0; i < 12; i++) {
        int got = receive(sockets[0], MSG_DONTWAIT | (i % 3 == 0 ? MSG_PEEK : 0));
        if (got < 0)
            continue;
        hunt->met++;
        write_and_see(got);
        int more = dup(got);
        write_and_see(more);
        has_data(in);
        close(got), close(more);
    }
}

static void attempt(void)
{
    pthread_t t;
    connect_two(sockets);
    pid_t maker = fork();
    if (!maker) {
        end_with_maker();
        for (int i = 0; i < 4; i++)
            make_many(NULL);
        _exit(0);
    }
    for (int i = 0; i < 6 && !hunt->through; i++) {
        int p[2];
        if (pipe2(p, O_NONBLOCK))
            continue;
        hunt->tried++;
        int in = fcntl(p[0], F_DUPFD, 40);
        for (int k = 0; k < 4; k++)
            pass(sockets[1], &p[1], 1);
        close(p[0]), close(p[1]);
        usleep(20000);
        pid_t alone = fork();
        if (!alone) {
            end_with_maker();
            receive_and_use(in);
            _exit(0);
        }
        if (i % 2)
            pthread_create(&t, NULL, make_many, NULL);
        receive_and_use(in);
        waitpid(alone, NULL, 0);
        close(in);
    }
    kill(maker, SIGKILL);
}

int main(void) { hunt_for(4, attempt, "nothing was in a pipe"); }
