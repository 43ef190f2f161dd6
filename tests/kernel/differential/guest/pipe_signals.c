/* Signals that find a writer waiting: EINTR, restarts, short counts, stops. */
#include "guest.h"
#include <sys/prctl.h>

static int p[2];
static long full;

static struct job *blocked_pipe_write(bool with_progress, long count)
{
    make_pipe(p, 0);
    full = with_progress ? 0 : fill(p[1]);
    return blocked_write(p[1], count);
}

CASE(signal_interrupts)
{
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_end(p);
}

CASE(signal_interrupts_writev)
{
    static struct iovec iov[2] = {{payload, 50}, {payload, 60}};
    catch_signal(SIGUSR1, 0);
    make_pipe(p, 0);
    fill(p[1]);
    struct job *job = JOB(writev, A(p[1]), A(iov), 2);
    start_thread(job);
    expect_blocked("writev", job);
    signal_thread(job, SIGUSR1);
    finish("writev", job);
    show_end(p);
}

CASE(signal_restarts)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    expect_blocked("after the handler", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(signal_restarts_many_times)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_pipe_write(false, 50000);
    for (int i = 1; i <= 20; i++) {
        signal_thread(job, SIGUSR1);
        await_handled(i); /* one that is still pending would swallow the next */
        pause_ms(2);
    }
    expect_blocked("after the handlers", job);
    show_taken("reader", p[0], full + 50000);
    finish("write", job);
    show_end(p);
}

CASE(signal_restarts_and_then_interrupts)
{
    catch_signal(SIGUSR1, SA_RESTART);
    catch_signal(SIGUSR2, 0);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    expect_blocked("after SIGUSR1", job);
    signal_thread(job, SIGUSR2);
    finish("write", job);
    show_end(p);
}

CASE(signal_after_progress)
{
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_pipe_write(true, 100000);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_end(p);
}

CASE(signal_after_progress_with_sa_restart)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_pipe_write(true, 100000);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_end(p);
}

CASE(signal_after_progress_by_the_reader)
{
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_pipe_write(true, 200000);
    show_taken("reader", p[0], 5 * PAGE);
    expect_blocked("still", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_end(p);
}

CASE(signal_to_the_process)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_pipe_write(false, 100);
    kill(getpid(), SIGUSR1);
    expect_blocked("after the handler", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(signal_ignored)
{
    ignore_signal(SIGUSR1);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    signal_thread(job, SIGCHLD);
    signal_thread(job, SIGWINCH);
    expect_blocked("after the signals", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(signal_masked)
{
    sigset_t set, old;
    catch_signal(SIGUSR1, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, &old);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    expect_blocked("after the signal", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(signal_for_another_thread)
{
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_pipe_write(false, 100);
    need(syscall(SYS_tgkill, getpid(), gettid(), SIGUSR1) == 0, "tgkill");
    expect_blocked("after the main thread's signal", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(signal_alarm)
{
    struct itimerval once = {{0, 0}, {0, 150000}};
    make_pipe(p, 0);
    fill(p[1]);
    catch_signal(SIGALRM, 0);
    setitimer(ITIMER_REAL, &once, NULL);
    double start = now_ms();
    show("write", SYS(write, p[1], payload, N(100)));
    double ms = now_ms() - start;
    say("%s", ms > 100 && ms < 1500 ? "time ok" : "wrong time");
    show_signals();
}

CASE(signal_alarm_with_sa_restart)
{
    struct itimerval once = {{0, 0}, {0, 100000}};
    catch_signal(SIGALRM, SA_RESTART);
    make_pipe(p, 0);
    full = fill(p[1]);
    setitimer(ITIMER_REAL, &once, NULL);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    drain("reader", p[0]);
}

CASE(signal_before_a_write_with_room)
{
    catch_signal(SIGUSR1, 0);
    make_pipe(p, 0);
    raise(SIGUSR1);
    show("write", SYS(write, p[1], payload, N(100)));
    show_end(p);
}

CASE(signal_default_kills)
{
    make_pipe(p, 0);
    fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_child(job);
    expect_blocked("child", job);
    kill(job->pid, SIGTERM);
    reap("child", job);
    say("call %s", job->state == 2 ? "returned" : "never returned");
    close(p[1]);
    drain("reader", p[0]);
}

/* The child is told to have gone on only while it has not ended, and its call can come back at once. */
static void stop_and_continue(struct job *job)
{
    int status;
    job->held = true;
    kill(job->pid, SIGSTOP);
    need(waitpid(job->pid, &status, WUNTRACED) == job->pid, "waitpid");
    show_status("child", status);
    pause_ms(50);
    kill(job->pid, SIGCONT);
    need(waitpid(job->pid, &status, WCONTINUED) == job->pid, "waitpid");
    show_status("child", status);
    job->held = false;
}

CASE(signal_stop_and_continue)
{
    make_pipe(p, 0);
    full = fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_child(job);
    expect_blocked("child", job);
    stop_and_continue(job);
    expect_blocked("after SIGCONT", job);
    show_taken("reader", p[0], full);
    reap("child", job);
    show("write", job->out);
    show_end(p);
}

/* Nothing may happen while it is stopped; native pipe_write() returns short when a stop finds it waiting. */
CASE(signal_stop_after_progress)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    start_child(job);
    expect_blocked("child", job);
    stop_and_continue(job);
    reap("child", job);
    show("write", job->out);
    show_end(p);
}

CASE(signal_stopped_while_room_appears)
{
    int status;
    make_pipe(p, 0);
    full = fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_child(job);
    expect_blocked("child", job);
    kill(job->pid, SIGSTOP);
    need(waitpid(job->pid, &status, WUNTRACED) == job->pid, "waitpid");
    show_taken("reader", p[0], full);
    pause_ms(100);
    drain("while stopped", p[0]);
    kill(job->pid, SIGCONT);
    reap("child", job);
    show("write", job->out);
    show_end(p);
}

CASE(signal_and_then_the_reader_closes)
{
    catch_signal(SIGPIPE, SA_RESTART);
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_pipe_write(false, 100);
    signal_thread(job, SIGUSR1);
    expect_blocked("after the handler", job);
    close(p[0]);
    finish("write", job);
    show_signals();
}
