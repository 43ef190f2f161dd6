/* Signals that do nothing find a writer waiting: natively they wake nobody. */
#include "guest.h"
#include <sys/prctl.h>

static int p[2];

static struct job *write_with_progress(void)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    start_thread(job);
    expect_blocked("write", job);
    return job;
}

static void after(void)
{
    close(p[1]);
    drain("reader", p[0]);
    show_signals();
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
    after();
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
    after();
}

CASE(ignored_and_then_handled)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = write_with_progress();
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    after();
}

CASE(ignored_and_then_interrupted)
{
    catch_signal(SIGUSR1, 0);
    make_pipe(p, 0);
    long full = fill(p[1]);
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    start_thread(job);
    expect_blocked("write", job);
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_taken("reader", p[0], full);
    after();
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
    after();
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
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    pid_t writer = fork(); /* has no handler, and a child that ends while it waits */
    if (writer == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (fork() == 0) {
            pause_ms(100);
            _exit(3);
        }
        start_thread(job);
        pthread_join(job->thread, NULL);
        _exit(0);
    }
    for (double end = now_ms() + 5000; job->state == 0; pause_ms(1))
        need(now_ms() < end, "the write never began");
    job->pid = writer;
    expect_blocked("write", job);
    expect_blocked("still", job);
    show_taken("reader", p[0], 100000);
    reap("writer", job);
    show("write", job->out);
    after();
}

/* The process stops as a whole: also the thread that waits, whatever woke it before. */
CASE(ignored_and_then_stopped)
{
    int status;
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 100000);
    pid_t writer = fork();
    if (writer == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        start_thread(job);
        pthread_join(job->thread, NULL);
        _exit(0);
    }
    for (double end = now_ms() + 5000; job->state == 0; pause_ms(1))
        need(now_ms() < end, "the write never began");
    expect_blocked("write", job);
    need(syscall(SYS_tgkill, writer, (int)job->tid, SIGCHLD) == 0, "tgkill");
    expect_blocked("after SIGCHLD", job);
    kill(writer, SIGSTOP);
    for (double end = now_ms() + 5000; waitpid(writer, &status, WUNTRACED | WNOHANG) == 0; pause_ms(1))
        need(now_ms() < end, "it never stopped");
    show_status("writer", status);
    kill(writer, SIGCONT);
    job->pid = writer;
    reap("writer", job);
    show("write", job->out);
    after();
}
