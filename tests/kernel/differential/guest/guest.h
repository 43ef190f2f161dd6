/* What every case of the differential table is written with.
 *
 * A case is a function that performs one situation by system calls and says what it saw. Everything it
 * sends into a pipe or socketpair is the one byte BYTE, so that an event-only policy has no objection.
 * Cases coordinate through shared memory only: nothing but the case itself may use a pair.
 */
#ifndef GUEST_H
#define GUEST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BYTE 'e'
#define PAGE 4096
#define MIB (1 << 20)
#define BAD ((void *)16)           /* below mmap_min_addr: never mapped */
#define N(x) ((size_t)(x))         /* lengths go to syscall() as 64-bit values */

/* --- the table ----------------------------------------------------------------------------------- */

struct entry {
    const char *prefix, *name;
    void (*alone)(void);
    void (*typed)(int type);
    int type;
    struct entry *next;
};
void entry_add(struct entry *entry);

#define ENTRY_(id, prefix_, name_, alone_, typed_, type_)                                   \
    static struct entry entry_##id = {prefix_, name_, alone_, typed_, type_, NULL};         \
    __attribute__((constructor)) static void add_##id(void) { entry_add(&entry_##id); }

/* CASE(name) { ... } */
#define CASE(name)                                                                          \
    static void case_##name(void);                                                          \
    ENTRY_(name, "", #name, case_##name, NULL, 0)                                           \
    static void case_##name(void)

/* CASE3(name) { ... } is stream_name, dgram_name and seqpacket_name; `type` says which. */
#define CASE3(name)                                                                         \
    static void case_##name(int type);                                                      \
    ENTRY_(stream_##name, "stream_", #name, NULL, case_##name, SOCK_STREAM)                 \
    ENTRY_(dgram_##name, "dgram_", #name, NULL, case_##name, SOCK_DGRAM)                    \
    ENTRY_(seqpacket_##name, "seqpacket_", #name, NULL, case_##name, SOCK_SEQPACKET)        \
    static void case_##name(int type)

/* --- transcript.c: what a case says --------------------------------------------------------------- */

typedef struct {
    long ret;
    int err;
} outcome;

outcome seen(long ret);            /* pairs a return value with errno */
#define SYS(name, ...) seen(syscall(SYS_##name, __VA_ARGS__))

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void show(const char *label, outcome result);              /* "write -> 5", "write -> EAGAIN" */
void show_status(const char *label, int wait_status);      /* "child -> exit 0", "child -> SIGPIPE" */
void show_poll(const char *label, int fd);                 /* poll(0) for in, out, rdhup, pri */
void show_pending(int fd);                                 /* FIONREAD */
void fail(const char *why);                                /* the case itself is broken: says so, exits 99 */
void need(bool ok, const char *why);
void flush_transcript(void);
const char *errno_name(int err);
const char *signal_name(int signo);

/* --- pairs.c: making, filling and reading ----------------------------------------------------------- */

extern char payload[MIB];                                  /* BYTE everywhere */

void make_pipe(int ends[2], int flags);
void make_pair(int ends[2], int type);
long fill(int fd);                                         /* 4096 at a time until EAGAIN; the sum */
void drain(const char *who, int fd);                       /* all that is there: "reader: 5 bytes, then eof" */
void drain_messages(const char *who, int fd);              /* the same with boundaries: "messages: 4096x3 10" */
long take(int fd, long count);                             /* reads until count bytes or eof, 5 s at most */
void show_taken(const char *who, int fd, long count);
char *page_edge(size_t good);                              /* `good` readable bytes, then nothing */
void set_nonblocking(int fd, bool on);
int reopen(int fd, int flags);                             /* through /proc/self/fd */
void name_socket(struct sockaddr_un *address, const char *name);

/* --- jobs.c: a call made by another thread or process, and signals ----------------------------------- */

struct job {
    long nr, args[6];
    outcome out;
    atomic_int state, tid, pid;
    int closes;                        /* a descriptor the child gives up first, or 0 */
    atomic_bool held;                  /* the child does not end before this is false */
    double ms;
    pthread_t thread;
};

void *shared_memory(size_t size);
struct job *job_of(long nr, const long args[6]);
#define JOB(name, ...) job_of(SYS_##name, (long[6]){__VA_ARGS__})
#define A(x) ((long)(x))

void start_thread(struct job *job);
struct job *blocked_write(int fd, long count);             /* by a thread, "write blocked" */
void await_call(struct job *job);                          /* made by a process of the case's own */
void start_child(struct job *job);                         /* fork; the child exits 0 after the call */
void run_in_child(struct job *job);                        /* start_child and wait for it */
void expect_blocked(const char *label, struct job *job);   /* "write blocked": not back after 200 ms */
void finish(const char *label, struct job *job);           /* waits for the call, shows its result */
void settle(const char *label, struct job *job);           /* finish, or "still blocked" after 5 s */
void reap(const char *label, struct job *job);             /* waits for the child, shows its status */
void start_idle_thread(void);                              /* makes the descriptor table shared */
void pause_ms(int ms);
double now_ms(void);

void catch_signal(int signo, int flags);
void ignore_signal(int signo);
void signal_thread(struct job *job, int signo);
void await_handled(int count);                             /* sleeps until so many signals have been handled */
void show_signals(void);                                   /* who handled what, in order */
void show_end(int ends[2]);                                /* closes the writer, drains the reader, shows the signals */

#endif
