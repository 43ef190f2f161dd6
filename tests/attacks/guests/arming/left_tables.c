/* Threads leave the common descriptor table by themselves (unshare, close_range), or are made with one of their own: then one number names a file
 * for one thread and an end for another one, and each makes pairs, duplicates and opens beside the others.
 * dies
 */
#include "hunt.h"

enum { LOW = 3, HIGH = 10 };
static char stacks[4][65536];

static void play(unsigned seed)
{
    for (;;) {
        int p[2], to = LOW + draw(&seed) % (HIGH - LOW);
        char path[64];
        hunt->tried++;
        for (int n = LOW; n < HIGH + 2; n++)
            hunt->met += write_and_see(n) == 2;
        switch (draw(&seed) % 6) {
        case 0: case 1:
            if (!pipe2(p, O_NONBLOCK)) {
                dup2(p[1], to);
                write_and_see(to), write_and_see(p[1]);
                has_data(p[0]);
            }
            break;
        case 2: close(to); break;
        case 3: open("/dev/null", O_WRONLY); break;
        case 4:
            snprintf(path, sizeof path, "/proc/thread-self/fd/%d", to);
            write_and_see(open(path, O_WRONLY | O_NONBLOCK));
            break;
        default: syscall(SYS_close_range, to, to + 2, 0);
        }
    }
}

static void *leave(void *how)
{
    usleep(300);
    if ((long)how == 1)
        unshare(CLONE_FILES);
    else if ((long)how == 2)
        syscall(SYS_close_range, 12, 13, 2 /* CLOSE_RANGE_UNSHARE */);
    play(gettid());
    return NULL;
}

static int with_own(void *unused)
{
    play(gettid());
    return unused != NULL;
}

static void attempt(void)
{
    pthread_t t;
    for (long i = 0; i < 3; i++)
        pthread_create(&t, NULL, leave, (void *)i);
    clone(with_own, stacks[0] + sizeof stacks[0], CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_FS | CLONE_SETTLS, NULL, NULL, stacks[3], NULL);
    usleep(300000);
}

int main(void) { hunt_for(2, attempt, "nothing was in a pipe"); }
