/* A parent is killed before its fork is reported, then its child, of which nobody was told; the child's number is used again at once
 * by one that shares a table. Idea: the reports of both are in one list, and the living one is let run, and given up, by the dead one's.
 */
#include "r4_crowded.h"

struct shared {
    volatile int child, running, stop, busy;
};

static struct shared *s;
static char stacks[2][65536];

static int lost(void *unused)
{
    s->running = 1;
    while (getppid() != 1) /* that of the namespace: the first process has ended */
        usleep(20000);
    return unused != NULL;
}

static int parent(void *unused)
{
    end_with_first();
    clone(lost, stacks[1] + sizeof stacks[1], CLONE_PARENT_SETTID | SIGCHLD, NULL, (void *)&s->child);
    for (;;)
        pause();
    return unused != NULL;
}

/* Keeps the supervisor at work with long messages. */
static void keep_busy(void)
{
    size_t size = 8 << 20;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    if (fork())
        return;
    end_with_first();
    pipe2(own, O_NONBLOCK);
    for (;; usleep(s->busy ? 0 : 300))
        if (s->busy)
            write(own[1], zeros, size);
}

/* The number of a child that never ran and is dead; 0 if it was told of. */
static pid_t lose_child(void)
{
    s->child = s->running = 0;
    s->busy = 1;
    usleep(2000);
    pid_t pid = clone(parent, stacks[0] + sizeof stacks[0], SIGCHLD, NULL);
    for (double until = now() + 2; !s->child && now() < until;)
        ;
    for (volatile int n = rand() % 2000; n > 0; n--)
        ;
    end_of(pid);
    if (s->child)
        end_of(s->child);
    s->busy = 0;
    return s->running ? 0 : s->child;
}

static int attempt(void)
{
    make_room(2);
    pid_t child = lose_child(), other = -1;
    int won = 0;
    s->stop = 0;
    for (int i = 0; child && i < 6 && (other = sleeper()) == child; i++)
        end_of(other); /* the search for numbers goes round: the next one is the other that is left */
    if (child) {
        pid_t heir = clone(flip, stacks[1] + sizeof stacks[1], CLONE_FILES | SIGCHLD, (void *)&s->stop);
        won = write_and_look(0.3);
        s->stop = 1;
        usleep(20000);
        if (heir > 0)
            end_of(heir);
    }
    if (other > 0)
        end_of(other);
    fill();
    return won;
}

int main(void)
{
    need_few_numbers();
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    begin_number();
    keep_busy();
    keep_busy();
    fill();
    int won = 0;
    for (double until = now() + 10; now() < until && !won;)
        won = attempt();
    end(won, "the dead and the living are told apart");
}
