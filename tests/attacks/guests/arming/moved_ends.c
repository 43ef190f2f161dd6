/* Programs that give children ends as standard output, as shells do, have a filter under which an end goes from a number to standard output and
 * back without a stop. Threads of one move it there and back and put files into its places, while others write to both.
 * dies
 */
#include "hunt.h"

enum { NULLS = 60, END = 62 };
static volatile int over;
static int number;

static void *move(void *unused)
{
    unsigned seed = getpid();
    while (!over) {
        dup2(number, 1), dawdle(&seed, 200);
        dup2(NULLS, number), dawdle(&seed, 200);
        dup2(1, number), dawdle(&seed, 200);
        dup2(NULLS, 1), dawdle(&seed, 200);
        hunt->tried++;
    }
    return unused;
}

static void *use(void *unused)
{
    for (long last[2] = {0}; !over;)
        for (int k = 0; k < 2; k++) {
            int to = k ? number : 1;
            struct iovec v = {"BC", 2};
            long one = write_and_see(to), other;
            hunt->met += one * last[k] < 0; /* a file and the pipe, in turns */
            last[k] = one;
            other = syscall(SYS_sendto, to, DATA, 0, NULL, 0);
            other = syscall(SYS_writev, to, &v, 1);
            if (other == 2)
                has_data(to);
        }
    return unused;
}

static void attempt(void)
{
    pthread_t t;
    int p[2];
    dup2(1, 70);
    dup2(open("/dev/null", O_WRONLY), NULLS);
    for (int i = 0; i < 3; i++) { /* from now on it is known */
        pid_t child;
        pipe2(p, O_NONBLOCK);
        if (!(child = fork())) {
            dup2(p[1], 1);
            _exit(0);
        }
        waitpid(child, NULL, 0);
        close(p[0]), close(p[1]);
    }
    pipe2(p, O_NONBLOCK);
    number = p[1];
    pthread_create(&t, NULL, use, NULL), pthread_create(&t, NULL, use, NULL), pthread_create(&t, NULL, move, NULL);
    for (double until = now() + 0.3; now() < until && !hunt->through; usleep(500))
        has_data(p[0]);
    over = 1;
}

int main(void) { hunt_for(2, attempt, "nothing was in a pipe"); }
