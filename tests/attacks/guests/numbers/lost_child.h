/* A child nobody was told of, dead before it ran: its parent was killed while the supervisor was at work. Its number is free again. */
#include "crowded.h"

struct loss {
    volatile int child, running, busy;
};

static struct loss *loss;
static char loss_stacks[2][65536];

static int lost(void *unused)
{
    loss->running = 1;
    while (getppid() != 1) /* that of the namespace: the first process has ended */
        usleep(20000);
    return unused != NULL;
}

static int parent_of_lost(void *unused)
{
    end_with_maker();
    clone(lost, loss_stacks[1] + sizeof loss_stacks[1], CLONE_PARENT_SETTID | SIGCHLD, NULL, (void *)&loss->child);
    for (;;)
        pause();
    return unused != NULL;
}

/* Keeps the supervisor at work with long messages. */
static void keep_busy(void)
{
    size_t size = (size_t)fewer(8 << 10) << 10;
    char *zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int own[2];
    if (fork())
        return;
    end_with_maker();
    pipe2(own, O_NONBLOCK);
    for (;; usleep(loss->busy ? 0 : 300))
        if (loss->busy)
            write(own[1], zeros, size);
}

static void begin_losses(void)
{
    loss = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    keep_busy();
    keep_busy();
}

/* The number of a child that never ran and is dead; 0 if it was told of. */
static pid_t lose_child(void)
{
    loss->child = loss->running = 0;
    loss->busy = 1;
    usleep(2000);
    pid_t pid = clone(parent_of_lost, loss_stacks[0] + sizeof loss_stacks[0], SIGCHLD, NULL);
    for (double until = now() + 2; !loss->child && now() < until;)
        ;
    for (volatile int n = rand() % 2000; n > 0; n--)
        ;
    end_of(pid);
    if (loss->child)
        end_of(loss->child);
    loss->busy = 0;
    return loss->running ? 0 : loss->child;
}
