/* What attacks by several ways share: bare every way must get through, under scpipe none may.
 *
 * A way gets a pair that has carried an 'A', and puts something else in. Ways marked MAYBE need a kernel that
 * has them: they must be stopped, but need not get through bare.
 */
#include "../attack.h"

enum { PIPE = 1, STREAM = 2, DGRAM = 4, SEQPACKET = 8, SOCKETS = 14, ANY = 15, MAYBE = 16 };

struct way {
    const char *name;
    int kinds;
    void (*send)(int in, int out);
};

static int ways_tried, ways_through, ways_extra;
static char ways_let[1500], ways_held[1500];

static const char *kind_name(int kind)
{
    return kind == PIPE ? "pipe" : kind == STREAM ? "stream" : kind == DGRAM ? "dgram" : "seqpacket";
}

/* Makes a pair that does not block: p[0] to read from, p[1] to write to. */
static int make(int kind, int p[2])
{
    int type = kind == STREAM ? SOCK_STREAM : kind == DGRAM ? SOCK_DGRAM : SOCK_SEQPACKET;
    if (kind == PIPE)
        return pipe2(p, O_NONBLOCK);
    return socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, p);
}

/* Exchanges a pair for a new one of its kind that has carried nothing. */
__attribute__((unused)) static void renew(int in, int out)
{
    int p[2], type = 0, kind = STREAM;
    socklen_t room = sizeof type;
    if (getsockopt(out, SOL_SOCKET, SO_TYPE, &type, &room))
        kind = PIPE;
    else if (type != SOCK_STREAM)
        kind = type == SOCK_DGRAM ? DGRAM : SEQPACKET;
    make(kind, p);
    dup2(p[0], in);
    dup2(p[1], out);
    close(p[0]);
    close(p[1]);
}

/* Reads what is there, also behind empty messages: 1 if it holds anything but `own` (0: two values). */
__attribute__((unused)) static int other(int fd, int own)
{
    static unsigned char bytes[1 << 20];
    for (int empty = 0; empty < 16;) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n < 0)
            break;
        if (!n) {
            empty++;
            continue;
        }
        if (!own)
            own = bytes[0];
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != own)
                return 1;
    }
    return 0;
}

/* Notes how one way ended. */
static void note(const char *name, const char *kind, int maybe, int through)
{
    char *list = through ? ways_let : ways_held;
    size_t used = strlen(list);
    if (maybe)
        ways_extra += through;
    else {
        ways_tried++;
        ways_through += through;
    }
    if (through || !maybe)
        snprintf(list + used, sizeof ways_let - used, "%s%s to %s", used ? ", " : "", name, kind);
}

/* Ends the attack: THROUGH only if all ways were, stopped only if none was. */
__attribute__((unused, noreturn)) static void finish(void)
{
    char why[100];
    snprintf(why, sizeof why, "none of %d ways got through", ways_tried);
    if (ways_through + ways_extra && ways_through < ways_tried) {
        printf("partly: %d of %d and %d more; ", ways_through, ways_tried, ways_extra);
        printf("through: %s; held: %s\n", ways_let, ways_held);
        fflush(stdout);
        _exit(3);
    }
    end(ways_through + ways_extra > 0, why);
}

/* Moves a pair to numbers no pair had before: what a task of an earlier way does late must not hit a later pair.
 * A login's limit of 1024 would be too few numbers.
 */
__attribute__((unused)) static void renumber(int p[2])
{
    static int next = 300;
    struct rlimit files;
    if (next == 300 && !getrlimit(RLIMIT_NOFILE, &files)) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    for (int i = 0; i < 2; i++) {
        int moved = fcntl(p[i], F_DUPFD, next);
        close(p[i]);
        p[i] = moved;
        next = moved + 1;
    }
}

/* Waits for all children of a way, also for those whose parents have ended. */
__attribute__((unused)) static void await_children(void)
{
    while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR)
        ;
}

/* Tries every way on a new pair of every kind it is for. */
__attribute__((unused)) static void try_ways(const struct way *ways, int count)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (int i = 0; i < count; i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2) {
            int p[2];
            if (!(ways[i].kinds & kind))
                continue;
            if (make(kind, p))
                end(0, "no pair");
            renumber(p);
            if (write(p[1], "A", 1) != 1) {
                printf("broken: no A went in for %s to %s\n", ways[i].name, kind_name(kind));
                exit(3);
            }
            ways[i].send(p[0], p[1]);
            await_children();
            note(ways[i].name, kind_name(kind), ways[i].kinds & MAYBE, other(p[0], 'A'));
            close(p[0]);
            close(p[1]);
        }
}

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

/* 1 if somebody traces us: then a call that fails may have been refused, and the kernel may have it. */
__attribute__((unused)) static int traced(void)
{
    char text[4096] = "", *found;
    int file = open("/proc/self/status", O_RDONLY);
    read(file, text, sizeof text - 1);
    close(file);
    found = strstr(text, "TracerPid:");
    return found && atoi(found + 10) > 0;
}
