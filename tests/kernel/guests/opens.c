/* Opens for writing in a program with threads: what they give, what ends them, and what the registers are then.
 *
 * opens PART DIRECTORY: a line for each fact. What a descriptor shows of O_NOFOLLOW is left out. No line depends on time.
 */
#define _GNU_SOURCE
#include "../../harness/bound.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))
#define JUNK 0xfeedface00000000UL

static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    puts("");
    fflush(stdout);
}

/* A call with four arguments: its result, and whether one of their registers was another one afterwards. */
static long changed_registers;

static long made(long number, long a, long b, long c, long d)
{
    long result = number, first = a, second = b, third = c;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall" : "+a"(result), "+D"(first), "+S"(second), "+d"(third), "+r"(fourth) : : "rcx", "r11", "memory");
    changed_registers += first != a || second != b || third != c || fourth != d;
    return result;
}

static void *idle(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static void begin(void *(*body)(void *), int count)
{
    pthread_t thread;
    for (int i = 0; i < count; i++)
        pthread_create(&thread, NULL, body, NULL);
}

/* What was opened: flags, permissions, size, and whether it is the file that descriptor 60 names. */
static void tell(const char *call, const char *path, unsigned long flags, long fd)
{
    struct stat one, file;
    if (fd < 0) {
        say("%s %s %lo: errno %ld", call, path, flags, -fd);
        return;
    }
    fstat((int)fd, &one), fstat(60, &file);
    say("%s %s %lo: flags %o mode %o size %ld links %ld close %d%s", call, path, flags, fcntl((int)fd, F_GETFL) & ~O_NOFOLLOW,
        one.st_mode, (long)one.st_size, (long)one.st_nlink, fcntl((int)fd, F_GETFD),
        one.st_dev == file.st_dev && one.st_ino == file.st_ino ? " the file" : "");
    close((int)fd);
}

/* Every open of a path, in a process of its own: after many that stop threads every write is trapped, and no open is. */
static void try_path(const char *path)
{
    static const unsigned long flags[] = {
        O_WRONLY, O_RDWR | O_APPEND | O_CLOEXEC, O_WRONLY | O_CREAT, O_RDWR | O_CREAT | O_TRUNC, O_WRONLY | O_CREAT | O_EXCL, O_WRONLY | O_EXCL,
        JUNK | O_WRONLY, O_WRONLY | O_DIRECTORY, O_WRONLY | O_PATH, O_WRONLY | O_NOFOLLOW, O_WRONLY | O_NOFOLLOW | O_CREAT,
        O_RDWR | O_TMPFILE, O_RDWR | O_TMPFILE | O_EXCL, O_WRONLY | 1 << 30, O_WRONLY | O_SYNC | O_NOATIME | O_NONBLOCK | O_NOCTTY, 3,
        O_WRONLY | (O_TMPFILE & ~O_DIRECTORY), O_WRONLY | O_CREAT | O_DIRECTORY,
    };
    begin(idle, 3);
    for (int k = 0; k < COUNT(flags); k++) {
        int is_made = flags[k] & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY));
        struct open_how how = {.flags = flags[k] & 0xffffffff, .mode = is_made ? 0666 : 0};
        tell("open", path, flags[k], made(SYS_open, (long)path, (long)flags[k], 0666, 7));
        unlink("missing"), unlink("made");
        tell("openat", path, flags[k], made(SYS_openat, JUNK | (unsigned)AT_FDCWD, (long)path, (long)flags[k], 0666));
        unlink("missing"), unlink("made");
        if (k == 0) {
            tell("creat", path, 0, made(SYS_creat, (long)path, 0666, 9, 8));
            unlink("missing"), unlink("made");
        }
        if (k < 3)
            tell("openat2", path, flags[k], made(SYS_openat2, AT_FDCWD, (long)path, (long)&how, sizeof how));
        unlink("missing"), unlink("made");
        pwrite(60, "data", 4, 0);
    }
    say("registers changed: %ld", changed_registers);
}

static void results(void)
{
    static const char *const paths[] = {
        "file", "missing", "directory", "directory/", "link", "link/", "chain", "loop", "to_directory", "to_directory/", "dangling", "dangling/",
        "../gone/file", "file/below", "loop/below", "fifo", "/dev/null", "/dev/fd/60", "/proc/self/fd/60", "/proc/self/fd/60/", "to_number",
        "/dev/fd/199", ".", "", "everybodys/link", "everybodys/dangling", "everybodys/file",
    };
    int fd = open("file", O_RDWR | O_CREAT, 0640);
    write(fd, "data", 4);
    dup2(fd, 60);
    close(fd);
    mkdir("directory", 0700);
    mkfifo("fifo", 0600);
    dup2(open("fifo", O_RDWR), 61);
    symlink("file", "link"), symlink("link", "chain"), symlink("loop", "loop"), symlink("directory", "to_directory");
    symlink("made", "dangling"), symlink("/proc/self/fd/60", "to_number");
    umask(027);
    mkdir("everybodys", 0777), chmod("everybodys", 01777);
    symlink("../file", "everybodys/link"), symlink("../made", "everybodys/dangling"), mknod("everybodys/file", S_IFREG | 0666, 0);
    lchown("everybodys/link", 65533, 65533), lchown("everybodys/dangling", 65533, 65533), lchown("everybodys/file", 65533, 65533);
    for (int i = 0; i < COUNT(paths); i++) {
        pid_t pid = fork();
        if (!pid) {
            end_with_maker();
            try_path(paths[i]);
            _exit(0);
        }
        waitpid(pid, NULL, 0);
    }
}

/* Writes through every way to an end, and what comes out. */
static void ends(void)
{
    char path[60], there[100];
    int p[2], given;
    begin(idle, 3);
    symlink("/proc/self/fd/40", "far");
    for (int round = 0; round < 3; round++) {
        pipe(p);
        dup2(p[round & 1], 40);
        snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
        const char *const paths[] = {path, "/dev/fd/40", "far", "/proc/thread-self/fd/40"};
        for (int i = 0; i < COUNT(paths); i++) {
            given = open(paths[i], i & 1 ? O_WRONLY : O_RDWR | O_CREAT, 0600);
            say("%s", given < 0 ? "not opened" : "opened");
            for (int k = 0; k < 3; k++) {
                errno = 0;
                long done = write(given, &"aabba"[k], 1 + k % 2);
                say("%ld %d", done, errno);
            }
            close(given);
        }
        long size = read(p[0], there, sizeof there);
        say("%.*s", (int)size, there);
        close(p[0]), close(p[1]), close(40);
    }
}

/* -- opens of a FIFO that wait ---------------------------------------------------------------------------------------- */

static struct waiting {
    volatile pid_t tid;
    volatile int handled, seen, jumps, over;
    volatile long result;
    long number;
    pthread_t thread;
    sigjmp_buf back;
} w;

enum { WAITS_WITH = O_WRONLY | O_CLOEXEC };

/* The flags that a handler finds in the registers that were interrupted: none but the program's. */
static void handle(int signo, siginfo_t *info, void *given)
{
    const greg_t *r = ((ucontext_t *)given)->uc_mcontext.gregs;
    if ((r[w.number == SYS_open ? REG_RSI : REG_RDX] & 0xffffffff) != WAITS_WITH)
        w.seen++;
    w.handled++;
    if (w.jumps)
        siglongjmp(w.back, 1);
    (void)signo, (void)info;
}

static void *wait_for_reader(void *path)
{
    w.tid = gettid();
    if (sigsetjmp(w.back, 1))
        w.result = -1000;
    else
        w.result = w.number == SYS_open ? made(SYS_open, (long)path, WAITS_WITH, 0, 0) : made(SYS_openat, AT_FDCWD, (long)path, WAITS_WITH, 0);
    w.over = 1;
    return NULL;
}

/* Waits until the thread sleeps in its open; 0 if that is over. */
static int sleeps(void)
{
    char path[60], text[300];
    for (;; usleep(500)) {
        long number = -1;
        char state = '?';
        if (w.over)
            return 0;
        snprintf(path, sizeof path, "/proc/self/task/%d/stat", w.tid);
        FILE *file = w.tid ? fopen(path, "r") : NULL;
        if (file && fgets(text, sizeof text, file))
            state = strrchr(text, ')')[2];
        if (file)
            fclose(file);
        snprintf(path, sizeof path, "/proc/self/task/%d/syscall", w.tid);
        file = w.tid ? fopen(path, "r") : NULL;
        if (file && fgets(text, sizeof text, file))
            number = atol(text);
        if (file)
            fclose(file);
        if (state == 'S' && number == w.number)
            return 1;
    }
}

static void begin_open(long number, const char *path, int sa_flags, int jumps)
{
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | sa_flags};
    memset(&w, 0, sizeof w);
    w.number = number, w.jumps = jumps;
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&w.thread, NULL, wait_for_reader, (void *)path);
}

static void signal_it(int signo)
{
    int before = w.handled;
    sleeps();
    tgkill(getpid(), w.tid, signo);
    while (signo == SIGUSR1 && w.handled == before)
        usleep(500);
}

static void end_open(const char *what, int with_reader)
{
    int reader = with_reader ? open("fifo", O_RDONLY) : -1;
    pthread_join(w.thread, NULL);
    int flags = w.result < 0 ? 0 : fcntl((int)w.result, F_GETFL) & ~O_NOFOLLOW;
    say("%s %ld: %s %ld flags %o, %d handled, %d with other flags", what, w.number, w.result < 0 ? "result" : "opened", w.result < 0 ? w.result : 0, flags,
        w.handled, w.seen);
    if (w.result >= 0)
        close((int)w.result);
    close(reader);
}

static void waits(const char *path)
{
    static const long numbers[] = {SYS_open, SYS_openat};
    mkfifo("fifo", 0600);
    symlink("fifo", "far");
    for (int i = 0; i < 2; i++) {
        begin_open(numbers[i], path, SA_RESTART, 0);
        sleeps();
        end_open("reader", 1);
        begin_open(numbers[i], path, SA_RESTART, 0);
        for (int k = 0; k < 10; k++)
            signal_it(SIGUSR1);
        end_open("restarted", 1);
        begin_open(numbers[i], path, 0, 0);
        signal_it(SIGUSR1);
        end_open("interrupted", 0);
        begin_open(numbers[i], path, SA_RESTART, 1);
        signal_it(SIGUSR1);
        end_open("left", 0);
        begin_open(numbers[i], path, 0, 0);
        for (int k = 0; k < 5; k++) {
            signal_it(SIGURG);
            sleeps();
        }
        end_open("ignored", 1);
        begin_open(numbers[i], path, 0, 0);
        for (int k = 0; k < 3; k++) {
            int status;
            sleeps();
            pid_t pid = fork();
            if (!pid) {
                end_with_maker();
                siginfo_t stopped;
                kill(getppid(), SIGSTOP);
                usleep(3000);
                kill(getppid(), SIGCONT);
                (void)stopped;
                _exit(0);
            }
            waitpid(pid, &status, 0);
        }
        sleeps();
        end_open("stopped", 1);
    }
    say("registers changed: %ld", changed_registers);
}

/* A sibling that gives ends of pairs numbers, for which everybody has to stand still. */
static void *move(void *unused)
{
    for (int number = 20;; number = number == 27 ? 20 : number + 1) {
        int p[2];
        if (pipe(p) == 0) {
            dup2(p[1], number);
            close(p[0]), close(p[1]), close(number);
        }
        usleep(500);
    }
    return unused;
}

static void *fail_without_end(void *unused)
{
    for (;;)
        if (made(SYS_openat, AT_FDCWD, (long)"link_to_none", O_WRONLY, 0) != -ENOENT)
            w.seen++;
    return unused;
}

/* Files are opened while others move ends, and opens fail at links: each result is one that there can be. */
static void crowded(void)
{
    int wrong = 0;
    symlink("none", "link_to_none");
    close(open("file", O_WRONLY | O_CREAT, 0600));
    begin(move, 1), begin(fail_without_end, 1);
    for (int i = 0; i < 300; i++) {
        long fd = made(SYS_openat, AT_FDCWD, (long)"file", O_WRONLY | O_APPEND, 0);
        wrong += fd < 0 || write((int)fd, "ab", 2) != 2;
        close((int)fd);
    }
    struct stat one;
    stat("file", &one);
    say("%d wrong, %d of the others', %ld bytes, registers changed: %ld", wrong, w.seen, (long)one.st_size, changed_registers);
}

static void *open_fifo(void *unused)
{
    open("fifo", O_WRONLY);
    return unused;
}

/* A thread executes a program, or ends its process, while others wait in opens. */
static void ended(const char *self)
{
    mkfifo("fifo", 0600);
    for (int i = 0; i < 12; i++) {
        int status;
        pid_t pid = fork();
        if (!pid) {
            end_with_maker();
            begin(open_fifo, 4);
            memset(&w, 0, sizeof w);
            usleep(i % 4 * 700);
            if (i % 3 == 0)
                execl(self, self, "nothing", ".", NULL);
            if (i % 3 == 1)
                exit(3);
            kill(getpid(), SIGKILL);
        }
        waitpid(pid, &status, 0);
        say("%d: %s %d", i, WIFEXITED(status) ? "status" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    }
}

int main(int count, char **words)
{
    (void)count;
    if (chdir(words[2]))
        return 2;
    if (!strcmp(words[1], "results"))
        results();
    else if (!strcmp(words[1], "ends"))
        ends();
    else if (!strcmp(words[1], "waits"))
        waits("fifo");
    else if (!strcmp(words[1], "waits-moved"))
        begin(move, 1), waits("fifo");
    else if (!strcmp(words[1], "waits-linked"))
        begin(idle, 2), waits("far");
    else if (!strcmp(words[1], "crowded"))
        crowded();
    else if (!strcmp(words[1], "ended"))
        ended(words[0]);
    fflush(stdout);
    _exit(0);
}
