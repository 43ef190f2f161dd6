/* Who waits for a pair otherwise than in write: select, epoll, signals of I/O; and what comes with a signal. */
#include "guest.h"
#include <sys/epoll.h>
#include <sys/select.h>

static int p[2];

static void show_select(const char *label, int in, int out)
{
    fd_set read, write;
    struct timeval none = {0, 0};
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_SET(in, &read);
    FD_SET(out, &write);
    int ready = select((in > out ? in : out) + 1, &read, &write, NULL, &none);
    say("%s: select %d, in %d, out %d", label, ready, FD_ISSET(in, &read) != 0, FD_ISSET(out, &write) != 0);
}

static int watched(int in, int out, uint32_t how)
{
    int set = epoll_create1(0);
    struct epoll_event reader = {.events = EPOLLIN | EPOLLRDHUP | how, .data.u32 = 1};
    struct epoll_event writer = {.events = EPOLLOUT | how, .data.u32 = 2};
    need(epoll_ctl(set, EPOLL_CTL_ADD, in, &reader) == 0 && epoll_ctl(set, EPOLL_CTL_ADD, out, &writer) == 0, "epoll");
    return set;
}

static void show_epoll(const char *label, int set)
{
    struct epoll_event events[4];
    uint32_t seen[3] = {0, 0, 0};
    int count = epoll_wait(set, events, 4, 0);
    for (int i = 0; i < count; i++)
        seen[events[i].data.u32] = events[i].events;
    say("%s: epoll %d, reader %#x, writer %#x", label, count, seen[1], seen[2]);
}

CASE(pipe_select_readiness)
{
    make_pipe(p, O_NONBLOCK);
    show_select("empty", p[0], p[1]);
    show("write", SYS(write, p[1], payload, N(1)));
    show_select("one byte", p[0], p[1]);
    fill(p[1]);
    show_select("full", p[0], p[1]);
    drain("reader", p[0]);
    show_select("drained", p[0], p[1]);
}

CASE(pipe_epoll_levels)
{
    make_pipe(p, O_NONBLOCK);
    int set = watched(p[0], p[1], 0);
    show_epoll("empty", set);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("one byte", set);
    show_epoll("once more", set);
    fill(p[1]);
    show_epoll("full", set);
    close(p[0]);
    show_epoll("without reader", set);
}

CASE(pipe_epoll_edges)
{
    make_pipe(p, O_NONBLOCK);
    int set = watched(p[0], p[1], EPOLLET);
    show_epoll("empty", set);
    show_epoll("once more", set);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("one byte", set);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("another", set);
    show_epoll("nothing new", set);
    fill(p[1]);
    show_epoll("full", set);
    show_taken("reader", p[0], PAGE);
    show_epoll("room", set);
    show_epoll("nothing new", set);
}

CASE3(epoll_edges)
{
    make_pair(p, type);
    set_nonblocking(p[0], true);
    set_nonblocking(p[1], true);
    int set = watched(p[0], p[1], EPOLLET);
    show_epoll("empty", set);
    show("send", SYS(sendto, p[1], payload, N(1), 0L, NULL, 0L));
    show_epoll("one byte", set);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("another", set);
    show_epoll("nothing new", set);
    close(p[1]);
    show_epoll("peer closed", set);
}

CASE(pipe_epoll_once)
{
    make_pipe(p, O_NONBLOCK);
    int set = watched(p[0], p[1], EPOLLONESHOT);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("first", set);
    show("write", SYS(write, p[1], payload, N(1)));
    show_epoll("second", set);
}

CASE(epoll_beside_a_waiting_writer)
{
    make_pipe(p, 0);
    fill(p[1]);
    int set = watched(p[0], p[1], 0);
    struct job *job = JOB(write, A(p[1]), A(payload), PAGE);
    start_thread(job);
    expect_blocked("write", job);
    show_epoll("full", set);
    show_taken("reader", p[0], PAGE);
    finish("write", job);
    show_epoll("full again", set);
    show_taken("reader", p[0], PAGE);
    show_epoll("room", set);
}

CASE(reader_waits_in_epoll)
{
    make_pipe(p, 0);
    int set = epoll_create1(0);
    struct epoll_event reader = {.events = EPOLLIN}, *got = shared_memory(sizeof *got);
    need(epoll_ctl(set, EPOLL_CTL_ADD, p[0], &reader) == 0, "epoll");
    struct job *job = JOB(epoll_wait, set, A(got), 1, 5000);
    start_child(job);
    expect_blocked("epoll_wait", job);
    show("write", SYS(write, p[1], payload, N(3)));
    finish("epoll_wait", job);
    reap("child", job);
    say("events %#x", got->events);
}

/* --- O_ASYNC: the kernel says by a signal that there is something to read ---------------------------- */

static atomic_int async_count, async_fd, async_code;
static atomic_long async_band;

static void on_async(int signo, siginfo_t *info, void *context)
{
    (void)signo, (void)context;
    async_fd = info->si_fd == p[0] ? 1 : 2;
    async_code = info->si_code;
    async_band = info->si_band;
    async_count++;
}

static void ask_for_signals(void)
{
    struct sigaction action = {.sa_sigaction = on_async, .sa_flags = SA_SIGINFO | SA_RESTART};
    need(sigaction(SIGRTMIN + 3, &action, NULL) == 0, "sigaction");
    need(fcntl(p[0], F_SETOWN, getpid()) == 0 && fcntl(p[0], F_SETSIG, SIGRTMIN + 3) == 0, "owner");
    need(fcntl(p[0], F_SETFL, O_ASYNC | O_NONBLOCK) == 0, "O_ASYNC");
}

static void show_async(const char *label)
{
    pause_ms(20);
    say("%s: %d signals, fd %s, code %d, band %#lx", label, async_count, async_fd == 1 ? "reader" : "other", async_code,
        async_band);
}

CASE(pipe_signals_of_readiness)
{
    make_pipe(p, 0);
    ask_for_signals();
    show("write", SYS(write, p[1], payload, N(1)));
    show_async("one");
    drain("reader", p[0]);
    show("write", SYS(write, p[1], payload, N(1)));
    show_async("two");
    close(p[1]);
    show_async("closed");
}

CASE(stream_signals_of_readiness)
{
    make_pair(p, SOCK_STREAM);
    ask_for_signals();
    show("write", SYS(write, p[1], payload, N(1)));
    show_async("one");
    drain("reader", p[0]);
    show("send", SYS(sendto, p[1], payload, N(1), 0L, NULL, 0L));
    show_async("two");
}

/* --- what comes with a signal that finds a writer waiting ----------------------------------------------- */

static atomic_int told_code, told_value, told_signo, on_other_stack, seen_handler;
static char *other_stack;

static void on_value(int signo, siginfo_t *info, void *context)
{
    (void)context;
    char here;
    told_signo = signo;
    told_code = info->si_code;
    told_value = info->si_value.sival_int;
    on_other_stack = other_stack && &here > other_stack && &here < other_stack + SIGSTKSZ * 4;
    seen_handler++;
}

static void expect_value(int signo, int flags)
{
    struct sigaction action = {.sa_sigaction = on_value, .sa_flags = SA_SIGINFO | flags};
    need(sigaction(signo, &action, NULL) == 0, "sigaction");
}

static struct job *waiting_writer(void)
{
    make_pipe(p, 0);
    fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_thread(job);
    expect_blocked("write", job);
    return job;
}

static void show_value(void)
{
    say("handler %d times, signal %s, code %d, value %d, on the other stack %d", seen_handler,
        told_signo ? signal_name(told_signo) : "none", told_code, told_value, on_other_stack);
}

static void queue_to(struct job *job, int signo, int value)
{
    siginfo_t info = {.si_signo = signo, .si_code = SI_QUEUE};
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value.sival_int = value;
    need(syscall(SYS_rt_tgsigqueueinfo, getpid(), job->tid, signo, &info) == 0, "queue");
}

CASE(signal_with_a_value_interrupts)
{
    expect_value(SIGRTMIN + 1, 0);
    struct job *job = waiting_writer();
    queue_to(job, SIGRTMIN + 1, 4711);
    finish("write", job);
    show_value();
}

CASE(signal_with_a_value_restarts)
{
    expect_value(SIGRTMIN + 1, SA_RESTART);
    struct job *job = waiting_writer();
    for (int i = 1; i <= 5; i++)
        queue_to(job, SIGRTMIN + 1, i);
    expect_blocked("after five", job);
    show_value();
    show_taken("reader", p[0], PAGE);
    finish("write", job);
}

CASE(signal_handler_is_reset)
{
    expect_value(SIGUSR1, SA_RESETHAND | SA_RESTART);
    struct job *job = waiting_writer();
    signal_thread(job, SIGUSR1);
    expect_blocked("after it", job);
    show_value();
    struct sigaction now;
    sigaction(SIGUSR1, NULL, &now);
    say("default again: %d", now.sa_handler == SIG_DFL);
    show_taken("reader", p[0], PAGE);
    finish("write", job);
}

static void *write_on_other_stack(void *argument)
{
    (void)argument;
    stack_t stack = {.ss_sp = other_stack, .ss_size = SIGSTKSZ * 4};
    need(sigaltstack(&stack, NULL) == 0, "sigaltstack");
    alarm(1);
    show("write", SYS(write, p[1], payload, N(100)));
    return NULL;
}

CASE(signal_on_another_stack)
{
    other_stack = malloc(SIGSTKSZ * 4);
    expect_value(SIGALRM, SA_ONSTACK);
    make_pipe(p, 0);
    fill(p[1]);
    write_on_other_stack(NULL);
    show_value();
}

CASE(signal_of_a_timer)
{
    expect_value(SIGRTMIN + 2, 0);
    make_pipe(p, 0);
    fill(p[1]);
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 2};
    event.sigev_value.sival_int = 815;
    struct itimerspec once = {.it_value = {0, 100000000}};
    need(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 && timer_settime(timer, 0, &once, NULL) == 0, "timer");
    show("write", SYS(write, p[1], payload, N(100)));
    show_value();
}

CASE(signal_stopped_and_handled_at_sigcont)
{
    expect_value(SIGCONT, 0);
    make_pipe(p, 0);
    fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_child(job);
    expect_blocked("write", job);
    int status;
    kill(job->pid, SIGSTOP);
    need(waitpid(job->pid, &status, WUNTRACED) == job->pid, "stop");
    show_status("child", status);
    kill(job->pid, SIGCONT);
    finish("write", job);
    reap("child", job);
}

/* --- another process changes the open file description that a writer waits on ----------------------- */

CASE(block_made_nonblocking_by_a_process)
{
    make_pipe(p, 0);
    fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 3 * PAGE);
    start_child(job);
    expect_blocked("write", job);
    set_nonblocking(p[1], true);
    expect_blocked("still", job);
    show_taken("reader", p[0], PAGE);
    finish("write", job);
    reap("child", job);
    show("this process", SYS(write, p[1], payload, N(2 * PAGE)));
}

CASE(block_made_blocking_by_a_process)
{
    make_pipe(p, O_NONBLOCK);
    fill(p[1]);
    show("write", SYS(write, p[1], payload, N(1)));
    struct job *flags = JOB(fcntl, p[1], F_SETFL, 0);
    run_in_child(flags);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("reader", p[0], PAGE);
    finish("write", job);
}

CASE3(blocked_made_nonblocking_by_a_process)
{
    make_pair(p, type);
    set_nonblocking(p[0], true);
    long full = fill(p[0]);
    set_nonblocking(p[0], false);
    struct job *job = JOB(sendto, p[0], A(payload), 100, 0, 0, 0);
    start_child(job);
    expect_blocked("send", job);
    set_nonblocking(p[0], true);
    expect_blocked("still", job);
    show_taken("peer", p[1], full);
    finish("send", job);
    reap("child", job);
    show_taken("peer", p[1], 100);
}
