/* A pipe whose maker is killed in the call, so that nobody sees it: it is given to a keeper outside before the first write to it,
 * has an event, is forgotten and comes back.
 * long
 */
#include "keeper.h"

static struct {
    volatile int ends[2], returned;
} *made;

static int make(void *unused)
{
    end_with_maker();
    pipe((int *)made->ends);
    made->returned = 1;
    pause();
    return unused != NULL;
}

static int attempt(void)
{
    end_with_maker();
    made = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *stack = malloc(1 << 18);
    connect_keeper();
    for (double until = now() + 4; now() < until;) {
        int ends[2] = {dup(keeper), dup(keeper)}, back[2] = {-1, -1};
        close(ends[0]), close(ends[1]);
        made->ends[1] = -1;
        made->returned = 0;
        pid_t pid = clone(make, stack + (1 << 18), CLONE_FILES | SIGCHLD, NULL);
        for (double late = now() + 5; made->ends[1] < 0 && now() < late;)
            ;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, __WALL);
        int left = fcntl(ends[0], F_GETFD) >= 0 && fcntl(ends[1], F_GETFD) >= 0 && !made->returned;
        left = left && send_two(keeper, ends) == 1 && passes(ends, 'A');
        close(ends[0]), close(ends[1]);
        if (left) {
            have_all_forgotten();
            if (take_back(back) && passes(back, 'B'))
                return 1;
        }
        close(back[0]), close(back[1]);
    }
    return 0;
}

int main(void) { try_again_for(6, attempt, "what comes back is refused"); }
