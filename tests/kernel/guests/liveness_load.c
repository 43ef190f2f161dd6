/* liveness_load WHAT [N]: something burdens the supervisor while an innocent process sends events.
 *
 * Prints "seconds=S events=N longest=P after=M": how long WHAT took, how many events the innocent process made
 * meanwhile and its longest pause (seconds), how many it made afterwards in at most two minutes (wanted: 200).
 */
#define _GNU_SOURCE
#include "../../harness/bound.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
    volatile long events, errors;
    volatile double longest;
} *seen;
static long amount;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void innocent(void)
{
    int own[2];
    char byte;
    double last = now();
    end_with_maker();
    if (pipe(own))
        _exit(1);
    for (;;) {
        /* EMFILE: the supervisor has no descriptor left, and says so. */
        if (write(own[1], "i", 1) != 1 && errno == EMFILE) {
            usleep(500);
            continue;
        }
        if (read(own[0], &byte, 1) != 1)
            break;
        double time = now();
        if (time - last > seen->longest)
            seen->longest = time - last;
        last = time;
        seen->events++;
        usleep(500);
    }
    _exit(1);
}

static void full_pipe(int end[2])
{
    static char many[1 << 20];
    memset(many, 'e', sizeof many);
    if (pipe(end))
        exit(3);
    fcntl(end[1], F_SETFL, O_NONBLOCK);
    while (write(end[1], many, 65536) > 0)
        ;
    fcntl(end[1], F_SETFL, 0);
}

/* Processes that wait in write for a reader that never reads. */
static void parked(void)
{
    int end[2];
    for (long i = 0; i < amount; i++) {
        if (i % 100 == 0)
            full_pipe(end);
        pid_t pid = fork();
        if (pid < 0)
            exit(4);
        if (pid == 0) {
            ssize_t count = write(end[1], "e", 1);
            if (count < 0)
                __sync_fetch_and_add(&seen->errors, 1);
            pause();
        }
        if (i % 100 == 99)
            close(end[1]);
    }
    usleep(300000);
}

static void *wait_for_room(void *end)
{
    if (write(*(int *)end, "e", 1) < 0)
        __sync_fetch_and_add(&seen->errors, 1);
    pause();
    return NULL;
}

static void parked_threads(void)
{
    static int end[2];
    pthread_attr_t attributes;
    pthread_t thread;
    full_pipe(end);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    for (long i = 0; i < amount; i++)
        if (pthread_create(&thread, &attributes, wait_for_room, &end[1]))
            exit(4);
    usleep(300000);
}

/* A pipe whose reader is stopped. */
static void stopped(void)
{
    int end[2];
    full_pipe(end);
    pid_t reader = fork();
    if (reader == 0)
        for (;;)
            pause();
    kill(reader, SIGSTOP);
    for (int i = 0; i < 10; i++)
        if (fork() == 0) {
            (void)!write(end[1], "e", 1);
            _exit(0);
        }
    usleep(300000);
}

static void one_big(long size, char byte)
{
    int end[2];
    char *place = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    memset(place, byte, 4096);
    if (pipe(end))
        exit(3);
    fcntl(end[1], F_SETFL, O_NONBLOCK);
    (void)!write(end[1], place, size);
    munmap(place, size);
}

/* One message of many bytes, all zero: the supervisor reads all of them. */
static void uniform(void)
{
    one_big(amount << 20, 0);
}

static void messages(void)
{
    static struct mmsghdr many[1024];
    int end[2];
    char *place = mmap(NULL, amount << 10, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec vector = {place, amount << 10};
    for (int i = 0; i < 1024; i++) {
        many[i].msg_hdr.msg_iov = &vector;
        many[i].msg_hdr.msg_iovlen = 1;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, end))
        exit(3);
    if (fork() == 0) {
        static char data[1 << 20];
        close(end[1]);
        while (read(end[0], data, sizeof data) > 0)
            ;
        _exit(0);
    }
    close(end[0]);
    if (sendmmsg(end[1], many, 1024, 0) <= 0)
        exit(5);
}

/* Fills the chain of filters up to the kernel's limit, then works on. */
static void filters(void)
{
    struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {1, allow};
    struct sock_filter longer[4096];
    int end[2];
    long count = 0;
    char byte;
    for (int i = 0; i < 4095; i++)
        longer[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    longer[4095] = allow[0];
    for (long i = 0; i < amount && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0; i++)
        count++;
    while (count && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &(struct sock_fprog){4096, longer}) == 0)
        count++;
    while (count && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0)
        count++;
    if (count < 10 || errno != ENOMEM || pipe(end))
        exit(6);
    for (int i = 0; i < 20; i++)
        if (write(end[1], "e", 1) != 1 || read(end[0], &byte, 1) != 1)
            exit(7);
    errno = 0;
    if (write(end[1], "f", 1) != -1 || errno != EACCES)
        exit(8);
}

/* For loads that have no end of their own: a second, and until the innocent process has had its turns, or a minute. */
static int goes_on(double begin)
{
    return now() - begin < 1 || (seen->events < 100 && now() - begin < 60);
}

/* Processes and threads as many as the limit allows; each writes an event. */
static void bomb(void)
{
    struct rlimit limit = {amount, amount};
    int end[2];
    if (setrlimit(RLIMIT_NPROC, &limit) || pipe(end))
        exit(3);
    double begin = now();
    while (goes_on(begin)) {
        pid_t pid = fork();
        if (pid == 0) {
            for (;;) {
                (void)!write(end[1], "e", 1);
                if (fork() < 0)
                    usleep(1000);
            }
        }
        if (pid < 0)
            usleep(1000);
    }
    if (amount)
        kill(0, SIGTERM);
}

static void nothing(int number)
{
    (void)number;
}

/* Signals in a storm to writers that wait, and to writers that do not. */
static void signals(void)
{
    int end[2];
    pid_t target[4];
    struct sigaction action = {.sa_handler = nothing, .sa_flags = 0};
    sigaction(SIGUSR1, &action, NULL);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR2, &action, NULL);
    full_pipe(end);
    for (int i = 0; i < 4; i++)
        if ((target[i] = fork()) == 0)
            for (;;)
                (void)!write(end[1], "e", 1);
    double begin = now();
    for (long i = 0; goes_on(begin); i++)
        kill(target[i % 4], i % 8 < 4 ? SIGUSR1 : SIGUSR2);
    for (int i = 0; i < 4; i++)
        kill(target[i], SIGKILL);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } loads[] = {{"parked", parked}, {"threads", parked_threads}, {"stopped", stopped}, {"uniform", uniform},
                 {"messages", messages}, {"filters", filters}, {"bomb", bomb}, {"signals", signals}};
    int status = 0;
    amount = argc > 2 ? atol(argv[2]) : 0;
    seen = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t worker = fork();
    if (worker == 0)
        innocent();
    while (seen->events < 20)
        usleep(1000);
    seen->longest = 0;
    long before = seen->events;
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        signal(SIGTERM, SIG_DFL);
        end_with_maker();
        for (unsigned i = 0; i < sizeof loads / sizeof *loads; i++)
            if (!strcmp(argv[1], loads[i].name)) {
                loads[i].run();
                _exit(0);
            }
        _exit(2);
    }
    setpgid(child, child);
    waitpid(child, &status, 0);
    double seconds = now() - begin, longest = seen->longest;
    long meanwhile = seen->events - before;
    kill(-child, SIGKILL);
    before = seen->events;
    for (int i = 0; i < 12000 && seen->events < before + 200; i++)
        usleep(10000);
    kill(worker, SIGKILL);
    printf("status=%d seconds=%.3f events=%ld longest=%.3f after=%ld errors=%ld\n", status, seconds, meanwhile,
           longest, seen->events - before, seen->errors);
    return 0;
}
