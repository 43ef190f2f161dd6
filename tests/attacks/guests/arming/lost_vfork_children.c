/* As lost_children, in the memory of somebody who sleeps in vfork: who is killed is in the middle of a row, and whoever slept goes on making
 * pairs while a child nobody told of has his memory.
 * dies
 */
#include "hunt.h"

static char stacks[256][16384]; /* nobody has the one of somebody who may live */
static volatile int born;
static int next_stack;

static char *new_stack(void) { return stacks[__sync_add_and_fetch(&next_stack, 1) % COUNT(stacks)] + sizeof stacks[0]; }

static int grandchild(void *unused)
{
    int p[2];
    born++;
    for (int i = 0; i < 40; i++) {
        if (!syscall(SYS_pipe2, p, O_NONBLOCK)) {
            write_and_see(p[1]);
            has_data(p[0]);
            syscall(SYS_close, p[0]), syscall(SYS_close, p[1]);
        }
        for (int n = 3; n < 9; n++)
            write_and_see(n);
    }
    syscall(SYS_exit_group, 0);
    return unused != NULL;
}

static int middle(void *flags)
{
    for (int i = 0; i < 10; i++)
        clone(grandchild, new_stack(), (long)flags, NULL);
    syscall(SYS_exit_group, 0);
    return 0;
}

static void attempt(void)
{
    static const long ways[] = {CLONE_VM | CLONE_VFORK | SIGCHLD, CLONE_VM | SIGCHLD, SIGCHLD, CLONE_VFORK | SIGCHLD};
    unsigned seed = getpid();
    pid_t me = getpid(), killer = fork();
    if (!killer) {
        end_with_maker();
        for (;;) { /* whoever is a child of the maker, but for the killer itself */
            char path[64], text[512];
            snprintf(path, sizeof path, "/proc/%d/task/%d/children", me, me);
            int file = open(path, O_RDONLY);
            ssize_t size = read(file, text, sizeof text - 1);
            close(file);
            text[size > 0 ? size : 0] = 0;
            usleep(draw(&seed) % 1500);
            for (char *at = text, *next; (next = NULL, 1); at = next) {
                long pid = strtol(at, &next, 10);
                if (next == at)
                    break;
                if (pid != getpid() && pid > 1)
                    kill(pid, SIGKILL);
            }
        }
    }
    for (int i = 0; i < 20 && !hunt->through; i++) {
        int p[2];
        born = 0;
        clone(middle, new_stack(), CLONE_VM | CLONE_VFORK | SIGCHLD, (void *)ways[i % COUNT(ways)]);
        hunt->tried++;
        hunt->met += born > 0;
        for (int k = 0; k < 4; k++)
            if (!pipe2(p, O_NONBLOCK)) {
                int more = dup(p[1]);
                for (int n = 3; n < 9; n++)
                    write_and_see(n);
                has_data(p[0]);
                close(more), close(p[0]), close(p[1]);
            }
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
    }
    kill(killer, SIGKILL);
}

int main(void) { hunt_for(3, attempt, "nothing was in a pipe"); }
