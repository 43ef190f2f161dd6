/* Children in namespaces of their own, in every combination, and first processes that die:
 * storm_namespaces KIND COPIES ROUNDS; KIND is made, entered or first. */
#include "storm.h"
#include <net/if.h>
#include <poll.h>
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

static const struct {
    unsigned long flag;
    const char *name;
} spaces[] = {
    {CLONE_NEWUSER, "user"}, {CLONE_NEWPID, "pid"}, {CLONE_NEWNS, "mnt"}, {CLONE_NEWNET, "net"},
    {CLONE_NEWIPC, "ipc"}, {CLONE_NEWUTS, "uts"}, {CLONE_NEWCGROUP, "cgroup"}, {CLONE_NEWTIME, "time"},
};

/* What one child saw; shared with it. */
static struct seen {
    long pid, parent, user, event, host, new, up, own_sem, outer_sem, second, inner;
} *seen;

static atomic_int *words;
static int outer_sem;
static ino_t outer[8]; /* the namespaces of the parent */

static unsigned long named(unsigned set)
{
    unsigned long flags = 0;
    for (unsigned i = 0; i < 8; i++)
        if (set & 1 << i) {
            flags |= spaces[i].flag;
            tell("%s ", spaces[i].name);
        }
    return flags;
}

static long failed(long result) { return result < 0 ? -errno : result; }

static ino_t number_of(int space)
{
    char path[64];
    struct stat found;
    snprintf(path, sizeof path, "/proc/thread-self/ns/%s", spaces[space].name);
    return stat(path, &found) == 0 ? found.st_ino : 0;
}

static long loopback(void)
{
    struct ifreq request = {.ifr_name = "lo"};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (ioctl(fd, SIOCGIFFLAGS, &request) != 0)
        return -errno;
    int was = request.ifr_flags & IFF_UP;
    close(fd);
    return was != 0;
}

static long own_pair(void)
{
    int pair[2];
    char byte = '-';
    if (pipe(pair) != 0)
        return -errno;
    long wrote = write(pair[1], "p", 1);
    long got = read(pair[0], &byte, 1);
    close(pair[0]), close(pair[1]);
    return wrote == 1 && got == 1 && byte == 'p';
}

/* Looks around in the new namespaces; changes nothing that a child without them shares with its parent. */
static void look(unsigned long flags, int event)
{
    int status;
    seen->pid = syscall(SYS_getpid);
    seen->parent = getppid() == 0;
    seen->user = getuid();
    seen->event = write(event, "e", 1) == 1 && own_pair();
    if (flags & CLONE_NEWUTS)
        seen->host = failed(sethostname("storm", 5));
    for (int i = 0; i < 8; i++)
        seen->new |= (number_of(i) != outer[i]) << i;
    seen->up = flags & CLONE_NEWNET ? loopback() : 0;
    seen->outer_sem = semctl(outer_sem, 0, GETVAL) == 0;
    if (flags & CLONE_NEWIPC) {
        seen->own_sem = semget(IPC_PRIVATE, 1, 0600);
        semctl(seen->own_sem, 0, IPC_RMID);
    }
    pid_t child = fork();
    if (child == 0) {
        seen->inner = flags & CLONE_NEWPID ? getpid() : 0;
        _exit(write(event, "e", 1) == 1 ? 4 : 5);
    }
    seen->second = waitpid(child, &status, 0) == child ? status : -errno;
    _exit(3);
}

static void say(long made, int status, int events)
{
    int pending = 0;
    ioctl(events, FIONREAD, &pending);
    if (made < 0) {
        tell("-> %s\n", result(made));
        return;
    }
    tell("-> %s, pid %s, no parent %ld, user %ld, event %ld", ended(status), seen->pid == made ? "ours" : seen->pid == 1 ? "1" : "?",
         seen->parent, seen->user, seen->event);
    tell(", host %ld, new %lx, up %ld, semaphores %ld %d", seen->host, seen->new, seen->up, seen->outer_sem,
         seen->own_sem >= 0);
    tell(", child %lx %ld, events %d\n", seen->second, seen->inner, pending);
}

/* All 128 combinations that clone takes. */
static void made(void)
{
    for (unsigned set = 0; set < 128; set++) {
        int pair[2], status = -1;
        unsigned long flags = named(set);
        memset(seen, 0, sizeof *seen);
        if (pipe(pair) != 0)
            abort();
        pid_t pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0)
            look(flags, pair[1]);
        int error = errno;
        if (pid > 0)
            waitpid(pid, &status, 0);
        errno = error;
        say(pid, status, pair[0]);
        close(pair[0]), close(pair[1]);
    }
}

/* The same for unshare in a child: its own pid stays, its children are in the new namespaces. */
static void entered(void)
{
    for (unsigned set = 0; set < 256; set = set < 128 ? set + 1 : set + 19) {
        int pair[2], status = -1;
        unsigned long flags = named(set);
        memset(seen, 0, sizeof *seen);
        if (pipe(pair) != 0)
            abort();
        pid_t pid = fork();
        if (pid == 0) {
            seen->inner = failed(unshare(flags));
            if (seen->inner < 0)
                _exit(1);
            look(flags, pair[1]);
        }
        waitpid(pid, &status, 0);
        errno = seen->inner < 0 ? -seen->inner : 0;
        say(status == 0x100 ? -1 : pid, status, pair[0]);
        close(pair[0]), close(pair[1]);
    }
}

static void nothing(int number) { (void)number; }

/* Descendants of a first process: one sleeps, one waits in a full pipe, one never rests, one has a child. */
static void populate(int full)
{
    static char data[1 << 17];
    memset(data, 'f', sizeof data);
    if (fork() == 0)
        for (;;)
            pause();
    if (fork() == 0)
        for (;;)
            if (write(full, data, sizeof data) < 0)
                _exit(1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            for (;;) {
                pid_t pid = i ? fork() : vfork();
                if (pid == 0)
                    _exit(0);
                if (pid > 0)
                    waitpid(pid, NULL, 0);
            }
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                if (write(full + 0, "f", 1) < 0)
                    _exit(1);
        _exit(0);
    }
}

/* How a first process can end, or be left alone. */
static int first_process(int way, int full)
{
    switch (way) {
    case 0: populate(full); usleep(2000); return 7;
    case 1: populate(full); for (;;) pause();
    case 2: /* what its own children send it, it gets only if it wants it; SIGSTOP and SIGKILL never */
        signal(SIGUSR1, nothing);
        for (int i = 0; i < 4; i++) {
            static const int numbers[] = {SIGTERM, SIGSTOP, SIGKILL, SIGTSTP};
            if (fork() == 0)
                _exit(kill(1, numbers[i]) != 0);
        }
        for (int status, bad = 0, i = 0;; i++) {
            pid_t pid = wait(&status);
            if (pid < 0 && errno != EINTR)
                return 20 + bad;
            bad |= pid > 0 && status != 0;
        }
    case 3: raise(SIGKILL); raise(SIGTERM); raise(SIGSTOP); return 5;
    case 4: { /* orphans become its children */
        int found = 0, status;
        for (int i = 0; i < 5; i++)
            if (fork() == 0) {
                if (fork() == 0)
                    _exit(0);
                _exit(0);
            }
        while (wait(&status) > 0)
            found += status == 0;
        return found;
    }
    case 5: for (;;) pause();
    case 6: populate(full); usleep(1000); execl("/bin/true", "true", NULL); return 9;
    }
    return 0;
}

static void first(void)
{
    unsigned long flags = CLONE_NEWPID | (geteuid() == 0 && words[0] ? 0 : CLONE_NEWUSER);
    for (int way = 0; way < 7; way++) {
        int full[2], gone[2];
        if (pipe(full) != 0 || pipe(gone) != 0)
            abort();
        pid_t pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
        if (pid < 0) {
            tell("way %d: %s\n", way, result(pid));
            continue;
        }
        if (pid == 0) {
            close(gone[0]);
            _exit(first_process(way, full[1]));
        }
        close(gone[1]);
        if (way == 1 || way == 5) {
            usleep(3000);
            tell("TERM %s; ", result(kill(pid, SIGTERM)));
            if (way == 5) {
                kill(pid, SIGSTOP); /* from outside it counts */
                tell("%s; ", waited(pid, WUNTRACED));
                kill(pid, SIGCONT);
            }
            kill(pid, SIGKILL);
        }
        tell("way %d: %s", way, waited(pid, WUNTRACED));
        kill(pid, SIGKILL);
        /* With the first process all others are gone: nobody holds the other end. */
        struct pollfd ready = {gone[0], POLLIN, 0};
        tell(", gone %d", poll(&ready, 1, 10000));
        tell(" %x\n", ready.revents);
        waitpid(pid, NULL, 0);
        close(gone[0]), close(full[0]), close(full[1]);
    }
}

static void cases_of(void (*cases)(void))
{
    if (seen == NULL) {
        seen = shared_memory(sizeof *seen);
        words = shared_memory(4096);
    }
    outer_sem = semget(IPC_PRIVATE, 1, 0666);
    for (int i = 0; i < 8; i++)
        outer[i] = number_of(i);
    cases();
    semctl(outer_sem, 0, IPC_RMID);
}

static void all_made(void) { cases_of(made); }
static void all_entered(void) { cases_of(entered); }
static void all_first(void) { cases_of(first); }

int main(int count, char **values)
{
    if (count != 4)
        return 2;
    char kind = values[1][0];
    return repeat(kind == 'm' ? all_made : kind == 'e' ? all_entered : all_first, atoi(values[2]), atoi(values[3]));
}
