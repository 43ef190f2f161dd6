/* What processes share that were made with clone, by its flags: storm_shares COPIES ROUNDS. storm_shares end N: ends
 * with status N. */
#include "storm.h"
#include <linux/sched.h>
#include <stdatomic.h>
#include <sys/stat.h>

static atomic_int *words; /* shared with every child of this copy */
static char stack[65536] __attribute__((aligned(16)));

static long raw(unsigned long flags) { return syscall(SYS_clone, flags, 0, 0, 0, 0); }

static void execute(const char *status)
{
    execl("/proc/self/exe", "storm_shares", "end", status, NULL);
    _exit(99);
}

static int global, closed, opened;

static int in_memory(void *kind)
{
    global++;
    switch ((long)kind) {
    case 0: opened = open("/dev/null", O_RDONLY); close(closed); syscall(SYS_exit_group, 8); break;
    case 1: kill(getpid(), SIGKILL); break;
    case 2: execute("6");
    case 3: raise(SIGSTOP); syscall(SYS_exit_group, 9);
    }
    return 0;
}

/* Memory that is shared with a process of its own, with a table of its own or the same. */
static void memory(void)
{
    static const unsigned long flags[] = {CLONE_VM, CLONE_VM | CLONE_FILES, CLONE_VM | CLONE_VFORK};
    for (unsigned i = 0; i < 3; i++)
        for (long kind = 0; kind < 4; kind++) {
            if (kind == 3 && flags[i] & CLONE_VFORK)
                continue; /* nobody could continue it */
            closed = open("/dev/null", O_RDONLY);
            global = 0, opened = -1;
            pid_t pid = clone(in_memory, stack + sizeof stack, flags[i] | SIGCHLD, (void *)kind);
            if (kind == 3) {
                tell("%s; ", waited(pid, WUNTRACED));
                kill(pid, SIGCONT);
            }
            tell("memory %lx, kind %ld: %s", flags[i], kind, waited(pid, 0));
            tell(", counted %d, closed %d, opened %d\n", global, fcntl(closed, F_GETFD) < 0,
                 opened >= 0 && fcntl(opened, F_GETFD) >= 0);
            close(closed);
            if (flags[i] & CLONE_FILES && opened >= 0)
                close(opened);
        }
}

static void tables(void)
{
    char byte = '-';
    for (int kind = 0; kind < 3; kind++) {
        int outer[2] = {-1, -1};
        memset(words, 0, 64);
        if (pipe(outer) != 0)
            abort();
        pid_t pid = raw(CLONE_FILES | SIGCHLD);
        if (pid == 0) {
            int inner[2];
            words[0] = pipe(inner) == 0;
            words[1] = inner[0];
            words[2] = inner[1];
            words[3] = write(outer[1], "e", 1) == 1;
            words[4] = write(inner[1], "i", 1) == 1;
            if (kind == 1)
                execute("6");
            if (kind == 2 && unshare(CLONE_FILES) == 0)
                close(inner[0]);
            _exit(2);
        }
        tell("table, kind %d: %s", kind, waited(pid, 0));
        tell(", made %d, wrote %d %d", words[0], words[3], words[4]);
        tell(", event %ld", (long)read(outer[0], &byte, 1));
        tell(", inner event %ld", (long)read(words[1], &byte, 1));
        tell(", write %ld\n", (long)write(words[2], "i", 1));
        close(outer[0]), close(outer[1]), close(words[1]), close(words[2]);
    }
}

static void surroundings(void)
{
    char where[100];
    for (int kind = 0; kind < 2; kind++) {
        mode_t mask = umask(022);
        if (chdir("/proc") != 0)
            abort();
        pid_t pid = raw(CLONE_FS | SIGCHLD);
        if (pid == 0) {
            int alone = kind ? unshare(CLONE_FS) : 0;
            umask(077);
            _exit(alone + chdir("/dev"));
        }
        tell("directory, kind %d: %s", kind, waited(pid, 0));
        tell(" %s %o\n", getcwd(where, sizeof where), umask(mask));
    }
}

static void handler(int number) { (void)number; }

static int take_signal(void *unused)
{
    signal(SIGUSR2, handler);
    (void)unused;
    syscall(SYS_exit_group, 0);
    return 0;
}

static void handlers(void)
{
    for (int kind = 0; kind < 2; kind++) {
        struct sigaction now;
        unsigned long flags = CLONE_VM | (kind ? CLONE_SIGHAND : 0);
        signal(SIGUSR2, SIG_DFL);
        pid_t pid = clone(take_signal, stack + sizeof stack, flags | SIGCHLD, NULL);
        tell("handlers, kind %d: %s", kind, waited(pid, 0));
        sigaction(SIGUSR2, NULL, &now);
        tell(" %d\n", now.sa_handler == handler);
    }
    signal(SIGUSR2, SIG_DFL);
}

static void cases(void)
{
    if (words == NULL)
        words = shared_memory(4096);
    memory();
    tables();
    surroundings();
    handlers();
}

int main(int count, char **values)
{
    if (count != 3)
        return 2;
    if (strcmp(values[1], "end") == 0)
        return atoi(values[2]);
    return repeat(cases, atoi(values[1]), atoi(values[2]));
}
