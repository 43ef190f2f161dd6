/* Signals that do nothing find a writer waiting: natively they wake nobody. */
#include "guest.h"
#include "../../../harness/bound.h"

static int p[2];

static struct job *write_with_progress(void)
{
    make_pipe(p, 0);
    return blocked_write(p[1], 100000);
}

/* By a thread of a child, which may have a child of its own that ends meanwhile. */
static struct job *write_in_a_child(bool has_child)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    if (fork() == 0) {
        end_with_maker();
        if (has_child && fork() == 0) {
            pause_ms(100);
            _exit(3);
        }
        start_thread(job);
        pthread_join(job->thread, NULL);
        _exit(0);
    }
    await_call(job);
    expect_blocked("write", job);
    return job;
}

CASE(ignored_after_progress)
{
    ignore_signal(SIGUSR1);
    struct job *job = write_with_progress();
    signal_thread(job, SIGUSR1);
    signal_thread(job, SIGCHLD);
    expect_blocked("after the signals", job);
    signal_thread(job, SIGWINCH);
    signal_thread(job, SIGURG);
    expect_blocked("after two more", job);
    show_taken("reader", p[0], 3 * PAGE);
    expect_blocked("after a part", job);
    signal_thread(job, SIGCHLD);
    show_taken("reader", p[0], 100000 - 3 * PAGE);
    finish("write", job);
    show_end(p);
}

CASE(ignored_many_times)
{
    struct job *job = write_with_progress();
    for (int i = 0; i < 8; i++, pause_ms(3)) {
        signal_thread(job, SIGCHLD);
        show_taken("reader", p[0], PAGE);
    }
    show_taken("reader", p[0], 100000 - 8 * PAGE);
    finish("write", job);
    show_end(p);
}

CASE(ignored_and_then_handled)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = write_with_progress();
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_end(p);
}

CASE(ignored_and_then_interrupted)
{
    catch_signal(SIGUSR1, 0);
    make_pipe(p, 0);
    long full = fill(p[1]);
    struct job *job = blocked_write(p[1], 100);
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_taken("reader", p[0], full);
    show_end(p);
}

CASE(ignored_and_then_killed)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    start_child(job);
    expect_blocked("child", job);
    kill(job->pid, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    kill(job->pid, SIGTERM);
    reap("child", job);
    show_end(p);
}

CASE(ignored_and_then_the_reader_closes)
{
    catch_signal(SIGPIPE, 0);
    struct job *job = write_with_progress();
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    close(p[0]);
    finish("write", job);
    show_signals();
}

CASE(ignored_child_ends)
{
    struct job *job = write_in_a_child(true);
    expect_blocked("still", job);
    show_taken("reader", p[0], 100000);
    reap("writer", job);
    show("write", job->out);
    show_end(p);
}

/* The process stops as a whole: also the thread that waits, whatever woke it before. */
CASE(ignored_and_then_stopped)
{
    int status;
    struct job *job = write_in_a_child(false);
    need(syscall(SYS_tgkill, (int)job->pid, (int)job->tid, SIGCHLD) == 0, "tgkill");
    expect_blocked("after SIGCHLD", job);
    kill(job->pid, SIGSTOP);
    for (double end = now_ms() + 120000; waitpid(job->pid, &status, WUNTRACED | WNOHANG) == 0; pause_ms(1))
        need(now_ms() < end, "it never stopped");
    show_status("writer", status);
    kill(job->pid, SIGCONT);
    reap("writer", job);
    show("write", job->out);
    show_end(p);
}
