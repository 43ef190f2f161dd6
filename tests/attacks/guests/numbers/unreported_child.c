/* A parent is killed before its fork is reported, then its child, of which nobody was told; the child's number is used again at once
 * by one that shares a table. Idea: the reports of both are in one list, and the living one is let run, and given up, by the dead one's.
 */
#include "lost_child.h"

static volatile int *stop;
static char stack[65536];

static int attempt(void)
{
    make_room(2);
    pid_t child = lose_child(), other = -1;
    int won = 0;
    *stop = 0;
    for (int i = 0; child && i < 6 && (other = sleeper()) == child; i++)
        end_of(other); /* the search for numbers goes round: the next one is the other that is left */
    if (child) {
        pid_t heir = clone(flip, stack + sizeof stack, CLONE_FILES | SIGCHLD, (void *)stop);
        won = write_and_look(0.3);
        *stop = 1;
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
    stop = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    begin_number();
    begin_losses();
    fill();
    int won = 0;
    for (double until = tries_until(10); now() < until && !won;)
        won = attempt();
    end(won, "the dead and the living are told apart");
}
