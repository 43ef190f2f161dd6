/* Thousands of short processes from several threads at once: storm_children THREADS COUNT. Each has a pipe of its
 * own, to which its children write an event; what each child does ends with a status of its own. */
#include "storm.h"
#include <pthread.h>
#include <spawn.h>

static int count, said;
extern char **environ;

enum { VFORK_EXIT, VFORK_EXEC, SPAWN, SPAWN_ACTIONS, FORK, FORK_EXEC, VFORK_KILLED, SPAWN_NOTHING, KINDS };

static char program[] = "/proc/self/exe";

static pid_t spawn(const char *status, int out, int with_actions)
{
    char *words[] = {program, "end", (char *)status, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all;
    pid_t pid = -1;
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (with_actions) {
        posix_spawn_file_actions_adddup2(&actions, out, 1);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        posix_spawnattr_setsigmask(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    errno = posix_spawn(&pid, status ? program : "/no/such/program", &actions, &attributes, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return errno ? -1 : pid;
}

/* Starts one child; says what its end must be, and how many events it sends. */
static pid_t start(int kind, int out, const char *status, int *expected, int *events)
{
    pid_t pid = -1;
    int number = atoi(status);
    *expected = number << 8;
    *events = 1;
    switch (kind) {
    case VFORK_EXIT:
        if ((pid = vfork()) == 0) {
            if (write(out, "e", 1) != 1)
                number = 99;
            _exit(number);
        }
        break;
    case VFORK_EXEC:
        *events = 0;
        if ((pid = vfork()) == 0) {
            execl(program, program, "end", status, NULL);
            _exit(98);
        }
        break;
    case SPAWN: pid = spawn(status, out, 0); *events = 0; break;
    case SPAWN_ACTIONS: pid = spawn(status, out, 1); break;
    case FORK:
        if ((pid = fork()) == 0)
            _exit(write(out, "e", 1) == 1 ? number : 99);
        break;
    case FORK_EXEC:
        if ((pid = fork()) == 0) {
            dup2(out, 1);
            execl(program, program, "end", status, NULL);
            _exit(98);
        }
        break;
    case VFORK_KILLED:
        *expected = SIGKILL;
        if ((pid = vfork()) == 0) {
            if (write(out, "e", 1) == 1)
                kill(getpid(), SIGKILL);
            _exit(99);
        }
        break;
    case SPAWN_NOTHING:
        *expected = *events = 0;
        if (spawn(NULL, out, 1) == -1 && errno == ENOENT)
            pid = 0;
        break;
    }
    return pid;
}

static void *work(void *first)
{
    int pair[2], wanted = 0;
    long wrong = 0;
    char status[8], data[4096];
    if (pipe2(pair, O_NONBLOCK) != 0)
        return (void *)1;
    for (int i = 0; i < count; i++) {
        int expected, events, seen = -1;
        snprintf(status, sizeof status, "%d", (i * 7 + (int)(long)first) % 90);
        pid_t pid = start((i + (int)(long)first) % KINDS, pair[1], status, &expected, &events);
        if (pid > 0 && waitpid(pid, &seen, 0) != pid)
            seen = -2;
        if (pid < 0 || (pid > 0 && seen != expected)) {
            dprintf(said, "kind %d: pid %d, status %x instead of %x\n", (i + (int)(long)first) % KINDS, pid, seen, expected);
            wrong = 1;
        }
        wanted += events;
        ssize_t got = read(pair[0], data, sizeof data);
        wanted -= got > 0 ? got : 0;
    }
    if (wanted != 0) {
        dprintf(said, "%d events are missing\n", wanted);
        wrong = 1;
    }
    close(pair[0]), close(pair[1]);
    return (void *)wrong;
}

int main(int number, char **values)
{
    pthread_t threads[32];
    long wrong = 0;
    void *found;
    if (number == 3 && strcmp(values[1], "end") == 0)
        return write(1, "e", 1) == 1 || errno == EBADF ? atoi(values[2]) : 97;
    if (number != 3)
        return 2;
    int all = atoi(values[1]);
    count = atoi(values[2]);
    /* SPAWN and VFORK_EXEC leave stdout as it is: it must take what they write. */
    said = fcntl(1, F_DUPFD_CLOEXEC, 3);
    dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 1);
    for (long i = 0; i < all; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < all; i++) {
        pthread_join(threads[i], &found);
        wrong |= (long)found;
    }
    dprintf(said, "%d children, %s\n", all * count, wrong ? "wrong" : "right");
    return wrong;
}
