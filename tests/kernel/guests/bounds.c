/* bounds WHAT N: N of something at a time that the supervisor has to remember; prints how much its memory (VmRSS, kB)
 * has grown by then, and how many there were. What is refused or fails on the way does not matter. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MIB (1 << 20)
enum { PARTS = 1024, MESSAGES = 1024, BIG = 64 * MIB };

static char *big;              /* zero pages that cost nothing */
static struct iovec parts[PARTS];
static int where;              /* a full pipe or socket */
static atomic_int begun, answered;

static long field(const char *path, const char *format)
{
    char line[200];
    long found = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, format, &found) == 1)
            break;
    if (file)
        fclose(file);
    return found;
}

static long resident(void)
{
    char path[40];
    sprintf(path, "/proc/%ld/status", field("/proc/self/status", "TracerPid: %ld"));
    return field(path, "VmRSS: %ld");
}

static void pause_for(double seconds)
{
    struct timespec left = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&left, NULL);
}

/* The largest memory the supervisor shows until nothing moves any more. */
static long settled(void)
{
    long most = 0;
    int before = -1, same = 0;
    for (int look = 0; look < 600 && same < 10; look++) {
        long now = resident();
        int seen = begun + answered;
        most = now > most ? now : most;
        same = seen == before ? same + 1 : 0;
        before = seen;
        pause_for(0.05);
    }
    return most;
}

static int full_pipe(void)
{
    int end[2];
    if (pipe(end) || fcntl(end[1], F_SETPIPE_SZ, 4096) < 0)
        exit(3);
    return end[1];
}

static int full_socket(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof name;
    int listener = socket(AF_INET, SOCK_STREAM, 0), made = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (void *)&name, length) || listen(listener, 1) ||
        getsockname(listener, (void *)&name, &length) || connect(made, (void *)&name, length))
        exit(4);
    while (send(made, big, MIB, MSG_DONTWAIT) > 0)
        ;
    return made;
}

static void *write_big(void *unused)
{
    begun++;
    (void)!write(where, big, 2 * MIB);
    return unused;
}

static void *write_parts(void *unused)
{
    begun++;
    (void)!writev(where, parts, PARTS);
    return unused;
}

static void *write_mixed(void *unused)
{
    int end[2];
    begun++;
    if (pipe(end) == 0)
        answered += write(end[1], big, BIG) < 0;
    return unused;
}

static void *send_control(void *unused)
{
    struct iovec part = {big, MIB};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_controllen = 16384};
    struct cmsghdr *control = message.msg_control = calloc(1, message.msg_controllen);
    control->cmsg_len = message.msg_controllen;
    control->cmsg_level = 12345;
    begun++;
    answered += sendmsg(where, &message, 0) < 0;
    return unused;
}

static void *send_many(void *unused)
{
    static struct mmsghdr many[MESSAGES];
    int end[2];
    for (int each = 0; each < MESSAGES; each++)
        many[each].msg_hdr = (struct msghdr){.msg_iov = parts, .msg_iovlen = PARTS};
    begun++;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, end) == 0)
        (void)!sendmmsg(end[0], many, MESSAGES, MSG_DONTWAIT);
    answered++;
    return unused;
}

static void in_threads(void *(*act)(void *), int count)
{
    pthread_attr_t small;
    pthread_t thread;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (int each = 0; each < count; each++)
        if (pthread_create(&thread, &small, act, NULL))
            break;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int count = argc > 2 ? atoi(argv[2]) : 0;
    setpgid(0, 0); /* scpipe is not to be killed at the end */
    long before = resident();
    signal(SIGPIPE, SIG_IGN);
    big = mmap(NULL, BIG, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (int each = 0; each < PARTS; each++)
        parts[each] = (struct iovec){big, 16};
    if (strcmp(what, "waiting") == 0)
        where = full_pipe(), in_threads(write_big, count);
    else if (strcmp(what, "parts") == 0)
        where = full_pipe(), in_threads(write_parts, count);
    else if (strcmp(what, "control") == 0)
        where = full_socket(), in_threads(send_control, count);
    else if (strcmp(what, "copies") == 0)
        big[0] = 1, in_threads(write_mixed, count);
    else
        in_threads(send_many, count);
    long grown = settled() - before;
    printf("grown=%ld begun=%d answered=%d\n", grown, begun, answered);
    fflush(stdout);
    kill(0, SIGKILL);
}
