/*
 * calls KIND SECONDS RESULT [THREADS [PAIRS [PROCESSES]]]
 *
 * Makes one kind of call for some time and writes to RESULT, as JSON, how many were made, how long that took,
 * and what CPU time this program and its tracer had meanwhile. THREADS: how many there are; all but one
 * sleep. PAIRS: so many pipes live meanwhile. PROCESSES: so many make calls at once.
 */
#define _GNU_SOURCE
#include "measured.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

enum { BETWEEN_READS = 64 };

static struct {
    pthread_barrier_t ready, begin, end;
    _Atomic uint64_t calls;
    _Atomic uint64_t own_nanoseconds;
} *board;

static int target, source;

static void write_one(void)
{
    must(write(target, "x", 1) == 1, "write");
}

static void read_back(void)
{
    static unsigned written;
    char drain[BETWEEN_READS];
    if (++written % BETWEEN_READS)
        return;
    for (size_t left = BETWEEN_READS; left;) {
        ssize_t got = read(source, drain, left);
        must(got > 0, "read");
        left -= (size_t)got;
    }
}

static void send_event(void)
{
    write_one();
    read_back();
}

static void send_by_sendto(void)
{
    must(send(target, "x", 1, 0) == 1, "send");
    read_back();
}

static void send_by_sendmsg(void)
{
    struct iovec one = {.iov_base = "x", .iov_len = 1};
    struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1};
    must(sendmsg(target, &message, 0) == 1, "sendmsg");
    read_back();
}

/* Under a supervisor nothing enters; without one everything does, and is read. */
static void write_data(void)
{
    char drain[5];
    ssize_t done = write(target, "hello", sizeof drain);
    must(done == sizeof drain || errno == EACCES, "write of data");
    if (done > 0)
        must(read(source, drain, sizeof drain) == sizeof drain, "read");
}

static void add_one(void)
{
    uint64_t one = 1;
    must(write(target, &one, sizeof one) == sizeof one, "write to eventfd");
}

static void make_pipe(void)
{
    int made[2];
    must(!pipe2(made, O_CLOEXEC), "pipe2");
    close(made[0]);
    close(made[1]);
}

static void make_socketpair(void)
{
    int made[2];
    must(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, made), "socketpair");
    close(made[0]);
    close(made[1]);
}

static void spawn(void)
{
    int status;
    pid_t child = fork();
    must(child >= 0, "fork");
    if (!child) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    must(waitpid(child, &status, 0) == child && !status, "/bin/true");
}

static void open_pipe(void)
{
    int made[2];
    must(!pipe2(made, O_CLOEXEC), "pipe2");
    source = made[0], target = made[1];
}

static void open_socketpair(void)
{
    int made[2];
    must(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, made), "socketpair");
    source = made[0], target = made[1];
}

static void open_named(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    socklen_t size = sizeof address;
    must(!bind(listener, (struct sockaddr *)&address, sizeof address.sun_family) && !listen(listener, 1), "listen");
    must(!getsockname(listener, (struct sockaddr *)&address, &size), "getsockname");
    target = socket(AF_UNIX, SOCK_STREAM, 0);
    must(!connect(target, (struct sockaddr *)&address, size), "connect");
    source = accept(listener, NULL, NULL);
    must(source >= 0, "accept");
}

static void open_settled_pipe(void)
{
    char event;
    open_pipe();
    write_one();
    must(read(source, &event, 1) == 1, "read");
}

static void open_tcp(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    must(!bind(listener, (struct sockaddr *)&address, size) && !listen(listener, 1), "listen");
    must(!getsockname(listener, (struct sockaddr *)&address, &size), "getsockname");
    target = socket(AF_INET, SOCK_STREAM, 0);
    must(!connect(target, (struct sockaddr *)&address, size), "connect");
    source = accept(listener, NULL, NULL);
    must(source >= 0, "accept");
}

static void open_file(void)
{
    char name[] = "written.XXXXXX";
    target = mkstemp(name);
    must(target >= 0 && !unlink(name), "a file");
}

static void open_null(void)
{
    target = open("/dev/null", O_WRONLY);
}

static void open_eventfd(void)
{
    target = eventfd(0, EFD_CLOEXEC);
}

static void open_nothing(void)
{
}

static const struct kind {
    const char *name;
    void (*open)(void);
    void (*call)(void);
} KINDS[] = {
    {"file", open_file, write_one},
    {"null", open_null, write_one},
    {"eventfd", open_eventfd, add_one},
    {"tcp", open_tcp, send_event},
    {"pipe", open_pipe, send_event},
    {"socketpair", open_socketpair, send_event},
    {"send", open_socketpair, send_by_sendto},
    {"sendmsg", open_socketpair, send_by_sendmsg},
    {"named", open_named, send_by_sendmsg},
    {"data", open_pipe, write_data},
    {"other-data", open_settled_pipe, write_data},
    {"make-pipe", open_nothing, make_pipe},
    {"make-socketpair", open_nothing, make_socketpair},
    {"spawn", open_nothing, spawn},
};

/* Calls in batches that grow until one takes a 32nd of the time: the clock must not be what is measured. */
static uint64_t repeat(void (*call)(void), double seconds)
{
    uint64_t made = 0, batch = 1;
    double now = seconds_of(CLOCK_MONOTONIC), end = now + seconds;
    while (now < end) {
        double began = now;
        for (uint64_t i = 0; i < batch; i++)
            call();
        made += batch;
        now = seconds_of(CLOCK_MONOTONIC);
        if (now - began < seconds / 32)
            batch *= 2;
    }
    return made;
}

static void *sleep_for_ever(void *unused)
{
    for (;;)
        pause();
    return unused;
}

static void start_threads(long threads)
{
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 1 << 16);
    for (long i = 1; i < threads; i++) {
        pthread_t thread;
        must(!pthread_create(&thread, &small, sleep_for_ever, NULL), "pthread_create");
    }
}

/* Write ends only: a pair lives as long as one of its ends does, and so half the descriptors are enough. */
static void hold_pairs(long pairs)
{
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    for (long i = 0; i < pairs; i++) {
        int made[2];
        must(!pipe2(made, O_CLOEXEC), "pipe2");
        close(made[0]);
    }
}

/* CPU time of this process and of the children it has waited for. */
static double own_seconds(void)
{
    struct rusage self, children;
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &children);
    return (double)(self.ru_utime.tv_sec + self.ru_stime.tv_sec + children.ru_utime.tv_sec + children.ru_stime.tv_sec) +
           (double)(self.ru_utime.tv_usec + self.ru_stime.tv_usec + children.ru_utime.tv_usec +
                    children.ru_stime.tv_usec) * 1e-6;
}

static void take_part(const struct kind *kind, double seconds)
{
    kind->open();
    for (int i = 0; i < BETWEEN_READS; i++)
        kind->call == spawn ? (void)0 : kind->call();
    pthread_barrier_wait(&board->ready);
    pthread_barrier_wait(&board->begin);
    double began = own_seconds();
    board->calls += repeat(kind->call, seconds);
    board->own_nanoseconds += (uint64_t)((own_seconds() - began) * 1e9);
    pthread_barrier_wait(&board->end);
}

static void prepare_board(long processes)
{
    pthread_barrierattr_t shared;
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(board != MAP_FAILED, "mmap");
    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&board->ready, &shared, (unsigned)processes + 1);
    pthread_barrier_init(&board->begin, &shared, (unsigned)processes + 1);
    pthread_barrier_init(&board->end, &shared, (unsigned)processes + 1);
}

int main(int argc, char **argv)
{
    must(argc >= 4, "usage: calls KIND SECONDS RESULT [THREADS [PAIRS [PROCESSES]]]");
    long threads = argc > 4 ? atol(argv[4]) : 1, pairs = argc > 5 ? atol(argv[5]) : 0;
    long processes = argc > 6 ? atol(argv[6]) : 1;
    const struct kind *kind = KINDS, *past = KINDS + sizeof KINDS / sizeof *KINDS;
    while (kind < past && strcmp(kind->name, argv[1]))
        kind++;
    must(kind < past, "a kind of call");
    prepare_board(processes);
    for (long i = 0; i < processes; i++) {
        pid_t child = fork();
        must(child >= 0, "fork");
        if (!child) {
            hold_pairs(pairs);
            start_threads(threads);
            take_part(kind, strtod(argv[2], NULL));
            _exit(0);
        }
    }
    pthread_barrier_wait(&board->ready);
    double traced = tracer_seconds();
    pthread_barrier_wait(&board->begin);
    double began = seconds_of(CLOCK_MONOTONIC);
    pthread_barrier_wait(&board->end);
    double wall = seconds_of(CLOCK_MONOTONIC) - began;
    traced = tracer_seconds() - traced;
    for (int status; wait(&status) > 0;)
        must(!status, "a process of the measurement");
    FILE *result = fopen(argv[3], "w");
    must(result != NULL, argv[3]);
    fprintf(result, "{\"calls\": %llu, \"wall\": %.9f, \"cpu\": %.9f, \"own\": %.9f}\n",
            (unsigned long long)board->calls, wall, traced, (double)board->own_nanoseconds * 1e-9);
    must(!fclose(result), argv[3]);
    return 0;
}
