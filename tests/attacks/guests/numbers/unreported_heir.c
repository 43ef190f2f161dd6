/* A child that shares its parent's table has the number of one that died untold, so that nobody knows whose it is; its parent makes a
 * socket pair and is killed before that is registered. Idea: the parent's table counts as its own, the pair as gone with it. The child
 * then forks until it has its parent's number, and registers one end of the old pair with each of two new ones: two first bytes.
 */
#include "lost_child.h"

enum { NOTHING, GO_ON, FIRST, SECOND, WRITTEN, GIVEN_UP };

struct shared {
    volatile int maker, heir, made, adopted, phase, won, is_namesake;
    volatile int old[2], new[2], wanted;
};

static struct shared *s;
static char stack[65536];

/* It has the number of the dead maker: what it registers is not suspected for another's sake. */
static void be_namesake(void)
{
    char out[2] = "";
    for (int i = 0; i < 2; i++) {
        s->new[0] = s->new[1] = -1;
        s->wanted = s->old[i];
        s->phase = i ? SECOND : FIRST;
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)s->new)) {
            s->phase = GIVEN_UP;
            return;
        }
    }
    write(s->old[0], "A", 1);
    write(s->old[1], "B", 1);
    for (int i = 0; i < 2; i++) {
        fcntl(s->old[i], F_SETFL, O_NONBLOCK);
        read(s->old[i], out + i, 1);
    }
    s->won = out[0] == 'B' && out[1] == 'A';
    s->phase = WRITTEN;
}

/* Puts an old end where the number of a new one was, before anybody has read it. */
static void exchange(void)
{
    for (double until = now() + 2; now() < until && s->phase != WRITTEN && s->phase != GIVEN_UP;)
        if (s->new[1] != -1 && s->new[0] != s->wanted)
            s->new[0] = s->wanted;
}

static int inherit(void *unused)
{
    end_with(getppid() == s->maker ? s->maker : first); /* the first process adopts it */
    s->adopted = 1;
    while (s->phase != GO_ON)
        usleep(1000);
    for (int i = 0, found = 0; i < 50 && !found; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            end_with_maker();
            while (!s->is_namesake)
                ;
            if (getpid() == s->maker)
                be_namesake();
            for (;;)
                pause();
        }
        found = pid == s->maker;
        if (found) {
            s->is_namesake = 1;
            exchange();
        }
        if (pid > 0)
            end_of(pid);
    }
    if (s->phase != WRITTEN)
        s->phase = GIVEN_UP;
    for (;;)
        pause();
    return unused != NULL;
}

static void make_and_wait(pid_t untold)
{
    end_with_maker();
    s->maker = getpid();
    if (s->maker != untold) {
        s->heir = clone(inherit, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL);
        socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)s->old);
        s->made = 1;
    }
    for (;;)
        pause();
}

static void await(volatile int *word, int least, double seconds)
{
    for (double until = now() + seconds; *word < least && now() < until;)
        usleep(1000);
}

/* A maker that has another number than the lost child, killed in its socketpair. */
static void kill_maker(pid_t untold)
{
    pid_t maker = -1;
    for (int i = 0; i < 6; i++) {
        maker = fork();
        if (maker == 0)
            make_and_wait(untold);
        if (maker != untold)
            break;
        end_of(maker);
        maker = -1;
    }
    if (maker < 0)
        return;
    for (double until = now() + 2; s->old[1] == -1 && now() < until;)
        ;
    end_of(maker);
}

static int attempt(void)
{
    make_room(2);
    pid_t untold = lose_child();
    if (untold) {
        memset(s, 0, sizeof *s);
        s->old[0] = s->old[1] = s->new[0] = s->new[1] = -1;
        loss->busy = 1;
        kill_maker(untold);
        loss->busy = 0;
        if (s->heir == untold && !s->made && s->old[1] != -1) {
            await(&s->adopted, 1, 1);
            loss->busy = s->adopted;
            s->phase = s->adopted ? GO_ON : NOTHING;
            if (s->adopted)
                await(&s->phase, WRITTEN, 4);
            loss->busy = 0;
        }
        if (s->heir > 0)
            end_of(s->heir);
    }
    usleep(2000);
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    fill();
    return s->won;
}

int main(void)
{
    need_few_numbers();
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    begin_losses();
    fill();
    int won = 0;
    for (double until = tries_until(10); now() < until && !won;)
        won = attempt();
    end(won, "an end that nobody saw being made makes no pair");
}
