/* Writing where nobody reads: EPIPE, and SIGPIPE in the thread that wrote. */
#include "guest.h"
#include <sys/signalfd.h>

static int p[2];

static void make_broken_pipe(int flags)
{
    make_pipe(p, flags);
    close(p[0]);
}

CASE(epipe_ignored)
{
    make_broken_pipe(0);
    ignore_signal(SIGPIPE);
    show("write", SYS(write, p[1], payload, N(5)));
    show("large", SYS(write, p[1], payload, N(MIB)));
    show("again", SYS(write, p[1], payload, N(5)));
}

CASE(epipe_handled)
{
    make_broken_pipe(0);
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, p[1], payload, N(5)));
    show("again", SYS(write, p[1], payload, N(5)));
    show_signals();
}

CASE(epipe_handled_with_sa_restart)
{
    make_broken_pipe(0);
    catch_signal(SIGPIPE, SA_RESTART);
    show("write", SYS(write, p[1], payload, N(5)));
    show_signals();
}

CASE(epipe_handled_once)
{
    make_broken_pipe(0);
    catch_signal(SIGPIPE, (int)(SA_RESETHAND | SA_NODEFER));
    show("write", SYS(write, p[1], payload, N(5)));
    show_signals();
    flush_transcript();
    SYS(write, p[1], payload, N(5));
    say("still alive");
}

CASE(epipe_default_kills)
{
    make_broken_pipe(0);
    say("about to write");
    flush_transcript();
    SYS(write, p[1], payload, N(5));
    say("still alive");
}

CASE(epipe_default_kills_from_a_thread)
{
    make_broken_pipe(0);
    start_idle_thread();
    say("about to write");
    flush_transcript();
    start_thread(JOB(write, A(p[1]), A(payload), 5));
    pause_ms(3000);
    say("still alive");
}

CASE(epipe_default_kills_child)
{
    make_broken_pipe(0);
    struct job *job = JOB(write, A(p[1]), A(payload), 5);
    run_in_child(job);
    say("call %s", job->state == 2 ? "returned" : "never returned");
}

CASE(epipe_in_the_writing_thread)
{
    make_broken_pipe(0);
    start_idle_thread();
    catch_signal(SIGPIPE, 0);
    for (int i = 0; i < 5; i++) {
        struct job *job = JOB(write, A(p[1]), A(payload), 5);
        start_thread(job);
        finish("thread", job);
    }
    show_signals();
}

CASE(epipe_in_main_with_other_threads)
{
    make_broken_pipe(0);
    start_idle_thread();
    start_idle_thread();
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, p[1], payload, N(5)));
    show_signals();
}

CASE(epipe_masked_stays_pending)
{
    sigset_t set, pending;
    siginfo_t info;
    struct timespec none = {0, 0};
    make_broken_pipe(0);
    start_idle_thread();
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    show("write", SYS(write, p[1], payload, N(5)));
    show("write", SYS(write, p[1], payload, N(5)));
    sigpending(&pending);
    say("pending %d", sigismember(&pending, SIGPIPE));
    int signo = sigtimedwait(&set, &info, &none);
    say("taken %s", signo > 0 ? signal_name(signo) : "nothing");
    say("# siginfo code %d pid %s", info.si_code, info.si_pid == getpid() ? "self" : "other");
    signo = sigtimedwait(&set, &info, &none);
    say("then %s", signo > 0 ? signal_name(signo) : "nothing");
}

CASE(epipe_masked_is_pending_for_its_thread_only)
{
    sigset_t set, pending;
    make_broken_pipe(0);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    struct job *job = JOB(write, A(p[1]), A(payload), 5);
    start_thread(job);
    finish("thread", job);
    sigpending(&pending);
    say("pending in the main thread %d", sigismember(&pending, SIGPIPE));
}

CASE(epipe_through_signalfd)
{
    sigset_t set;
    struct signalfd_siginfo info = {0};
    make_broken_pipe(0);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, SFD_NONBLOCK);
    show("write", SYS(write, p[1], payload, N(5)));
    show("read signalfd", SYS(read, fd, &info, sizeof info));
    say("signal %u", info.ssi_signo);
    say("# siginfo code %d pid %s uid %s", info.ssi_code, (pid_t)info.ssi_pid == getpid() ? "self" : "other",
        info.ssi_uid == getuid() ? "self" : "other");
}

CASE(epipe_other_calls)
{
    struct iovec iov[] = {{payload, 5}, {payload, 6}};
    make_broken_pipe(0);
    catch_signal(SIGPIPE, 0);
    show("writev", SYS(writev, p[1], iov, N(2)));
    show("pwritev2", SYS(pwritev2, p[1], iov, N(2), -1L, -1L, 0L));
    show("pwritev2 nowait", SYS(pwritev2, p[1], iov, N(2), -1L, -1L, (long)RWF_NOWAIT));
    show("nothing", SYS(write, p[1], payload, N(0)));
    show("writev nothing", SYS(writev, p[1], iov, N(0)));
    show_signals();
}

CASE(epipe_comes_before_efault)
{
    make_broken_pipe(0);
    catch_signal(SIGPIPE, 0);
    show("NULL", SYS(write, p[1], NULL, N(5)));
    show("unmapped", SYS(write, p[1], BAD, N(5)));
    show("kernel", SYS(write, p[1], -4096L, N(5)));
    show("bad array", SYS(writev, p[1], NULL, N(1)));
    show_signals();
}

CASE(epipe_nonblocking_and_packets)
{
    make_broken_pipe(O_NONBLOCK | O_DIRECT);
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, p[1], payload, N(5)));
    show_signals();
}

CASE(epipe_of_a_full_pipe)
{
    make_pipe(p, O_NONBLOCK);
    fill(p[1]);
    catch_signal(SIGPIPE, 0);
    close(p[0]);
    show("write", SYS(write, p[1], payload, N(5)));
    show_signals();
}

CASE(epipe_mended_by_a_new_reader)
{
    make_broken_pipe(0);
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, p[1], payload, N(5)));
    int reader = reopen(p[1], O_RDONLY | O_NONBLOCK);
    show("write", SYS(write, p[1], payload, N(6)));
    drain("reader", reader);
    close(reader);
    show("write", SYS(write, p[1], payload, N(7)));
    show_signals();
}

CASE(epipe_last_reader_in_a_child)
{
    make_pipe(p, 0);
    catch_signal(SIGPIPE, 0);
    struct job *job = JOB(read, A(p[0]), A(shared_memory(16)), 1);
    start_child(job);
    close(p[0]);
    show("child reads", SYS(write, p[1], payload, N(1)));
    reap("child", job);
    show("child is gone", SYS(write, p[1], payload, N(1)));
    show_signals();
}
