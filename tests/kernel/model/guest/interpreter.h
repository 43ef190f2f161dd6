/* Carries out a little program of system calls, each in the process or thread that it names. What
   happened is noted in memory that all of them share, never sent through a pipe. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORKERS 24
#define OPERATIONS 1024
#define RUNS 65536
#define LARGEST 131072
#define ARGUMENTS 8
#define FIRST_FREE 5 /* 0 to 2 are inherited, 3 and 4 the connected socket that descriptors are passed over */

/* The order of operations.py. */
enum code {
    CREATE, DUP, DUP2, CLOSE, CLOSE_RANGE, SEND, READ, TRANSFER, PASS, RECEIVE, REOPEN, SHUTDOWN, SWAP,
    START, UNSHARE, EXEC, EXIT, KILL, GONE, FLIP, RACE, CODES
};

struct operation {
    int worker;
    enum code code;
    int args[ARGUMENTS];
};

struct result {
    long value, extra, of_child;
    int done, first_run, runs;
};

struct run {
    int value, count;
};

struct state {
    atomic_int turn;             /* the operation that is carried out now */
    atomic_int ready[WORKERS];   /* 1: it has started */
    atomic_int over[WORKERS];    /* 1: it is through with its part of the race */
    atomic_int racing;           /* 1: the race has begun */
    atomic_int racers;           /* how many wait for it */
    atomic_int pid[WORKERS], tid[WORKERS];
    atomic_int progress[WORKERS]; /* where an executed image goes on */
    struct result results[OPERATIONS];
    int used;
    struct run runs[RUNS];
    char flipped[LARGEST]; /* bytes that some send while others change them */
};

extern struct state *state;
extern struct operation program[OPERATIONS];
extern int operations;
extern char **words;

long perform(int worker, const struct operation *op, struct result *result);
long descriptor_call(const struct operation *op, struct result *result);
long task_call(int worker, const struct operation *op, struct result *result);
long send_bytes(const int *args, struct result *result);
void note_run(struct result *result, int value, int count);
void follow(int worker, int from);
void race(int worker, int at);
void wait_for(atomic_int *word, int wanted);
void set(atomic_int *word, int value);
int is_gone(int worker);
