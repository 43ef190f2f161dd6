/* The only holders of a pipe make themselves inaccessible, so that a /proc with hidepid hides them, and stay so during
 * a sweep: root by changing its user and back, an ordinary user by a user namespace of its own. Then one executes a
 * program, which is accessible again, and writes. test_ablation.py runs it with such a /proc.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { HOLDS = 1, READS = 2, SWEPT = 4, WRITTEN = 8 };
static volatile int *state;

static void await(int bit)
{
    while (!(*state & bit))
        usleep(1000);
}

static void disappear(void)
{
    if (geteuid() == 0 ? seteuid(1) || seteuid(0) : unshare(CLONE_NEWUSER))
        lacks("a way to become inaccessible");
}

int main(int count, char **words)
{
    int p[2], status;
    char number[12];
    if (count > 1)
        _exit(write(atoi(words[1]), "B", 1) < 0);
    state = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pipe2(p, O_NONBLOCK))
        lacks("a pipe");
    write(p[1], "A", 1);
    pid_t writer = fork();
    if (!writer) {
        disappear();
        close(p[0]);
        __sync_fetch_and_or(state, HOLDS);
        await(SWEPT);
        snprintf(number, sizeof number, "%d", p[1]);
        execl("/proc/self/exe", "writer", number, (char *)0);
        _exit(1);
    }
    pid_t reader = fork();
    if (!reader) {
        disappear();
        close(p[1]);
        __sync_fetch_and_or(state, READS);
        await(WRITTEN);
        _exit(foreign(p[0], 'A') ? 0 : 3);
    }
    while ((*state & (HOLDS | READS)) != (HOLDS | READS)) {
        if (waitpid(writer, &status, WNOHANG) == writer || waitpid(reader, &status, WNOHANG) == reader) {
            kill(writer, SIGKILL), kill(reader, SIGKILL);
            _exit(2); /* it has said what it lacks */
        }
        usleep(1000);
    }
    close(p[0]), close(p[1]);
    sweep();
    __sync_fetch_and_or(state, SWEPT);
    waitpid(writer, &status, 0);
    __sync_fetch_and_or(state, WRITTEN);
    waitpid(reader, &status, 0);
    end(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the pipe was still known");
}
