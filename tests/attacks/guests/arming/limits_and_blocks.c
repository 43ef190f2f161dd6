/* Ends get numbers at the borders of what one filter or one file of filters is for (15 and 16, 31 and 32, 1023 and 1024), while somebody else
 * changes how many numbers there may be, and siblings write to all of them.
 * dies
 */
#include "hunt.h"

static const int borders[] = {14, 30, 46, 62, 1022, 1500};
static volatile int at;

static void *use(void *unused)
{
    for (;;)
        for (int n = at - 1; n < at + 6; n++)
            write_and_see(n);
    return unused;
}

static void attempt(void)
{
    pthread_t t;
    int null = open("/dev/null", O_WRONLY), p[2];
    pid_t me = getpid(), other;
    unsigned seed = me;
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    at = borders[me % COUNT(borders)];
    if (!(other = fork())) {
        end_with_maker();
        for (;;) {
            struct rlimit limit = {at + draw(&seed) % 6, most.rlim_max};
            syscall(SYS_prlimit64, me, RLIMIT_NOFILE, &limit, NULL);
            usleep(draw(&seed) % 500);
            syscall(SYS_prlimit64, me, RLIMIT_NOFILE, &most, NULL);
            usleep(draw(&seed) % 1500);
        }
    }
    for (int n = 3; n < at; n++)
        if (n != null)
            dup2(null, n);
    if (me & 64)
        pthread_create(&t, NULL, use, NULL);
    for (int i = 0; i < 12 && !hunt->through; i++) {
        int more = -1, stream[2] = {-1, -1};
        if (pipe2(p, O_NONBLOCK)) {
            hunt->met++; /* the limit came in between */
            continue;
        }
        hunt->tried++;
        more = i % 3 == 0 ? fcntl(p[1], F_DUPFD, at + i % 4) : i % 3 == 1 ? dup2(p[1], at + 3) : dup(p[1]);
        for (int n = at - 1; n < at + 6; n++)
            write_and_see(n);
        write_and_see(more);
        has_data(p[0]);
        if (!socketpair(AF_UNIX, SOCK_STREAM, 0, stream)) {
            if (write(stream[0], DATA) == 2 || write(stream[1], DATA) == 2)
                hunt->through = 1;
            close(stream[0]), close(stream[1]);
        }
        close(more), close(p[0]), close(p[1]);
    }
    kill(other, SIGKILL);
}

int main(void) { hunt_for(2, attempt, "nothing was in a pipe"); }
