/* Much of everything: load MODE REFUSES N M. REFUSES is 1 where a foreign byte must fail with EACCES.
 * Prints sums and seconds; any wrong result ends it with status 1 and a line on stderr. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int refuses;

static void fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

#define CHECK(condition) do { if (!(condition)) fail(#condition); } while (0)

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void foreign(int fd, char byte)
{
    if (!refuses)
        return;
    errno = 0;
    CHECK(write(fd, &byte, 1) == -1 && errno == EACCES);
}

static long drain(int fd, char byte, long wanted)
{
    char data[4096];
    long got = 0;
    while (got < wanted) {
        ssize_t count = read(fd, data, sizeof data);
        CHECK(count > 0);
        for (ssize_t i = 0; i < count; i++)
            CHECK(data[i] == byte);
        got += count;
    }
    return got;
}

static void reap(int count)
{
    for (int i = 0; i < count; i++) {
        int status;
        CHECK(wait(&status) > 0);
        CHECK(status == 0);
    }
}

/* A process: a pipe of its own with events, events to its parent, then it waits until the gate closes. */
static void worker(int parent, int gate, int number)
{
    int own[2];
    char byte;
    CHECK(pipe(own) == 0);
    for (int i = 0; i < 3; i++)
        CHECK(write(own[1], "w", 1) == 1);
    CHECK(drain(own[0], 'w', 3) == 3);
    if (number % 10 == 0) {
        foreign(own[1], 'x');
        foreign(parent, 'x');
    }
    for (int i = 0; i < 3; i++)
        CHECK(write(parent, "p", 1) == 1);
    CHECK(read(gate, &byte, 1) == 0);
    exit(0);
}

static void leader(int up, int gate, int from, int to)
{
    int own[2];
    char byte;
    CHECK(pipe(own) == 0);
    CHECK(write(own[1], "p", 1) == 1);
    for (int i = from; i < to; i++) {
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0)
            worker(own[1], gate, i);
    }
    long events = drain(own[0], 'p', 3L * (to - from) + 1) - 1;
    for (long i = 0; i < events; i++)
        CHECK(write(up, "u", 1) == 1);
    CHECK(read(gate, &byte, 1) == 0);
    reap(to - from);
    exit(0);
}

static void processes(int count, int leaders)
{
    int up[2], gate[2];
    CHECK(pipe(up) == 0 && pipe(gate) == 0);
    double begin = now();
    for (int i = 0; i < leaders; i++) {
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0) {
            close(gate[1]);
            leader(up[1], gate[0], count * i / leaders, count * (i + 1) / leaders);
        }
    }
    long events = drain(up[0], 'u', 3L * count);
    double all_live = now();
    close(gate[1]);
    reap(leaders);
    printf("processes=%d events=%ld seconds=%.3f all-live=%.3f\n", count, events, now() - begin, all_live - begin);
}

static pthread_barrier_t barrier;
static int shared_event, shared_file, shared_pipe[2], rounds;

static void *thread(void *number)
{
    int own[2];
    CHECK(pipe(own) == 0);
    pthread_barrier_wait(&barrier);
    uint64_t one = 1;
    for (int i = 0; i < rounds; i++) {
        CHECK(write(own[1], "t", 1) == 1);
        CHECK(write(shared_event, &one, 8) == 8);
        CHECK(write(shared_file, "line\n", 5) == 5);
        CHECK(write(shared_pipe[1], "s", 1) == 1);
    }
    if ((long)number % 10 == 0) {
        foreign(own[1], 'x');
        foreign(shared_pipe[1], 'x');
    }
    CHECK(drain(own[0], 't', rounds) == rounds);
    close(own[0]);
    close(own[1]);
    return NULL;
}

static void threads(int count, int each)
{
    pthread_t *all = calloc(count, sizeof *all);
    pthread_attr_t attributes;
    char name[] = "/tmp/loadXXXXXX";
    uint64_t total;
    rounds = each;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    CHECK((shared_event = eventfd(0, 0)) >= 0);
    CHECK((shared_file = mkstemp(name)) >= 0);
    unlink(name);
    CHECK(fcntl(shared_file, F_SETFL, O_APPEND) == 0);
    CHECK(pipe(shared_pipe) == 0);
    CHECK(write(shared_pipe[1], "s", 1) == 1);
    CHECK(pthread_barrier_init(&barrier, NULL, count) == 0);
    double begin = now();
    for (long i = 0; i < count; i++)
        CHECK((errno = pthread_create(&all[i], &attributes, thread, (void *)i)) == 0);
    long events = drain(shared_pipe[0], 's', (long)count * each + 1) - 1;
    for (int i = 0; i < count; i++)
        CHECK(pthread_join(all[i], NULL) == 0);
    double end = now();
    CHECK(read(shared_event, &total, 8) == 8);
    long lines = lseek(shared_file, 0, SEEK_END);
    CHECK(lines % 5 == 0);
    for (long at = 0; at < lines; at += 5) {
        char line[5];
        CHECK(pread(shared_file, line, 5, at) == 5 && memcmp(line, "line\n", 5) == 0);
    }
    printf("threads=%d events=%ld counted=%ld lines=%ld seconds=%.3f\n",
           count, events, (long)total, lines / 5, end - begin);
}

static void holder(int up, int gate, int count, unsigned seed)
{
    int (*pair)[2] = calloc(count, sizeof *pair);
    char byte;
    for (int i = 0; i < count; i++) {
        CHECK((i % 2 ? socketpair(AF_UNIX, SOCK_STREAM, 0, pair[i]) : pipe(pair[i])) == 0);
        byte = 'a' + i % 26;
        CHECK(write(pair[i][1], &byte, 1) == 1);
    }
    for (int i = 0; i < count; i++)
        drain(pair[i][0], 'a' + i % 26, 1);
    CHECK(write(up, "u", 1) == 1);
    CHECK(read(gate, &byte, 1) == 0);
    srandom(seed);
    for (int i = 0; i < 50; i++) {
        int chosen = random() % count;
        byte = 'a' + chosen % 26;
        foreign(pair[chosen][1], byte + 1);
        CHECK(write(pair[chosen][1], &byte, 1) == 1);
        drain(pair[chosen][0], byte, 1);
    }
    exit(0);
}

static void pairs(int count, unsigned seed)
{
    struct rlimit limit;
    int up[2], gate[2];
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max < 2048 ? limit.rlim_max : 2048;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    int each = ((int)limit.rlim_cur - 48) / 2, holders = 0, live = 0;
    CHECK(pipe(up) == 0 && pipe(gate) == 0);
    double begin = now();
    for (; live < count; holders++) {
        int some = count - live < each ? count - live : each;
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0) {
            close(gate[1]);
            holder(up[1], gate[0], some, seed + holders);
        }
        live += some;
    }
    drain(up[0], 'u', holders);
    double all_live = now();
    close(gate[1]);
    reap(holders);
    printf("pairs=%d holders=%d seconds=%.3f\n", live, holders, all_live - begin);
}

int main(int argc, char **argv)
{
    CHECK(argc == 5);
    refuses = atoi(argv[2]);
    int first = atoi(argv[3]), second = atoi(argv[4]);
    if (strcmp(argv[1], "processes") == 0)
        processes(first, second);
    else if (strcmp(argv[1], "threads") == 0)
        threads(first, second);
    else
        pairs(first, second);
    return 0;
}
