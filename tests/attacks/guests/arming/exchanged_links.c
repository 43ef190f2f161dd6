/* Files are opened for writing through links that another process exchanges all the time for ones to an end of a pair, its own or its
 * neighbour's; whatever was opened gets data at once.
 */
#include "arming.h"

enum { ROUNDS = 40 };

static char place[] = "/tmp/attack-XXXXXX";
static int directory;

/* Exchanges the link "far" in the directory for links to these. */
static void exchange(const char *const *targets, int count)
{
    end_with_maker();
    for (unsigned i = 0;; i++) {
        char name[20];
        snprintf(name, sizeof name, "new%u", i % 8);
        unlinkat(directory, name, 0);
        symlinkat(targets[i % count], directory, name);
        renameat(directory, name, directory, "far");
    }
}

static int attempt(void)
{
    int p[2], won = 0;
    char own[60], of_parent[60];
    end_with_maker();
    if (make(PIPE, p) || write(p[1], "A", 1) != 1)
        return 0;
    snprintf(own, sizeof own, "/proc/self/fd/%d", p[0]);
    snprintf(of_parent, sizeof of_parent, "/proc/%d/fd/%d", getpid(), p[0]);
    const char *const targets[] = {"/dev/null", own, "/dev/zero", of_parent};
    pid_t child = fork();
    if (!child)
        exchange(targets, 4);
    for (int i = 0; i < ROUNDS && !won; i++) {
        struct call call = {i & 1 ? SYS_openat : SYS_creat, {directory, (long)"far", O_WRONLY | (i & 2 ? O_CREAT : O_NONBLOCK), 0600}, lowest_free()};
        if (call.number == SYS_creat) {
            fchdir(directory);
            call.args[0] = (long)"far", call.args[1] = 0600;
        }
        then_write(&call);
        write(call.to, DATA);
        if (i % 3)
            close(call.to);
        won = other(p[0], 'A');
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return won;
}

static void remove_place(void)
{
    char name[20];
    for (int i = 0; i < 8; i++) {
        snprintf(name, sizeof name, "new%d", i);
        unlinkat(directory, name, 0);
    }
    unlinkat(directory, "far", 0);
    rmdir(place);
}

int main(void)
{
    int won = 0, status;
    if (!mkdtemp(place))
        lacks("a directory for links");
    directory = open(place, O_RDONLY | O_DIRECTORY);
    for (double until = tries_until(6); now() < until && !won;) {
        pid_t pid = fork();
        if (!pid)
            _exit(!attempt());
        waitpid(pid, &status, 0);
        won = status == 0;
    }
    remove_place();
    end(won, "no link led to an end unseen");
}
