/* Senders that must wait on a socketpair. */
#include "guest.h"

static int s[2];
static long full;

static struct job *blocked_send(int type, long count)
{
    make_pair(s, type);
    full = fill(s[0]);
    struct job *job = JOB(sendto, A(s[0]), A(payload), count, 0, 0, 0);
    start_thread(job);
    expect_blocked("send", job);
    return job;
}

CASE3(blocked_then_read)
{
    struct job *job = blocked_send(type, 5000);
    show_taken("peer", s[1], full);
    finish("send", job);
    drain_messages("peer", s[1]);
}

CASE3(blocked_write_then_read)
{
    make_pair(s, type);
    full = fill(s[0]);
    struct job *job = blocked_write(s[0], 5000);
    show_taken("peer", s[1], full);
    finish("write", job);
    drain_messages("peer", s[1]);
}

CASE3(blocked_sendmmsg)
{
    static struct mmsghdr messages[3];
    struct iovec iov = {payload, 3000};
    make_pair(s, type);
    full = fill(s[0]);
    for (int i = 0; i < 3; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &iov, .msg_iovlen = 1}};
    struct job *job = JOB(sendmmsg, A(s[0]), A(messages), 3, 0);
    start_thread(job);
    expect_blocked("sendmmsg", job);
    show_taken("peer", s[1], full + 9000);
    finish("sendmmsg", job);
    say("lengths %u %u %u", messages[0].msg_len, messages[1].msg_len, messages[2].msg_len);
}

CASE3(blocked_and_interrupted)
{
    catch_signal(SIGUSR1, 0);
    struct job *job = blocked_send(type, 5000);
    signal_thread(job, SIGUSR1);
    finish("send", job);
    drain_messages("peer", s[1]);
    show_signals();
}

CASE3(blocked_and_restarted)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = blocked_send(type, 5000);
    signal_thread(job, SIGUSR1);
    expect_blocked("after the handler", job);
    show_taken("peer", s[1], full);
    finish("send", job);
    drain_messages("peer", s[1]);
    show_signals();
}

static struct job *timed_write(int type, struct timeval time)
{
    make_pair(s, type);
    full = fill(s[0]);
    need(setsockopt(s[0], SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0, "SO_SNDTIMEO");
    return blocked_write(s[0], 5000);
}

/* With a send timeout the kernel never restarts: EINTR in spite of SA_RESTART. */
CASE3(blocked_with_timeout_is_not_restarted)
{
    catch_signal(SIGUSR1, SA_RESTART);
    struct job *job = timed_write(type, (struct timeval){3, 0});
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_signals();
}

/* A signal that does nothing wakes nobody, and the time limit goes on. */
CASE3(blocked_with_timeout_and_ignored)
{
    struct job *job = timed_write(type, (struct timeval){0, 700000});
    signal_thread(job, SIGCHLD);
    expect_blocked("after SIGCHLD", job);
    finish("write", job);
    say("%s", job->ms > 600 && job->ms < 3000 ? "time ok" : "wrong time");
}

CASE3(blocked_and_peer_closes)
{
    catch_signal(SIGPIPE, 0);
    struct job *job = blocked_send(type, 5000);
    close(s[1]);
    finish("send", job);
    show_signals();
}

CASE3(blocked_and_peer_shuts)
{
    catch_signal(SIGPIPE, 0);
    struct job *job = blocked_send(type, 5000);
    shutdown(s[1], SHUT_RD);
    settle("send", job);
    show_signals();
}

CASE3(blocked_and_shut_by_itself)
{
    catch_signal(SIGPIPE, 0);
    struct job *job = blocked_send(type, 5000);
    shutdown(s[0], SHUT_WR);
    settle("send", job);
    show_signals();
}

CASE3(blocked_child_killed)
{
    make_pair(s, type);
    full = fill(s[0]);
    struct job *job = JOB(write, A(s[0]), A(payload), 5000);
    start_child(job);
    expect_blocked("child", job);
    close(s[0]);
    kill(job->pid, SIGKILL);
    reap("child", job);
    drain_messages("peer", s[1]);
}

CASE3(blocked_child_stopped_and_continued)
{
    int status;
    make_pair(s, type);
    full = fill(s[0]);
    struct job *job = JOB(write, A(s[0]), A(payload), 5000);
    start_child(job);
    expect_blocked("child", job);
    kill(job->pid, SIGSTOP);
    need(waitpid(job->pid, &status, WUNTRACED) == job->pid, "waitpid");
    show_status("child", status);
    kill(job->pid, SIGCONT);
    expect_blocked("after SIGCONT", job);
    show_taken("peer", s[1], full);
    reap("child", job);
    show("write", job->out);
    drain_messages("peer", s[1]);
}

CASE3(blocked_number_reused_meanwhile)
{
    int other[2];
    struct job *job = blocked_send(type, 5000);
    make_pair(other, type);
    show("dup2", SYS(dup2, other[0], s[0]));
    show_taken("old", s[1], full);
    finish("send", job);
    drain_messages("old", s[1]);
    drain_messages("new", other[1]);
}

CASE(stream_blocked_one_mib)
{
    make_pair(s, SOCK_STREAM);
    struct job *job = JOB(write, A(s[0]), A(payload), MIB);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("peer", s[1], MIB);
    finish("write", job);
}

CASE(stream_blocked_after_progress_and_interrupted)
{
    catch_signal(SIGUSR1, SA_RESTART);
    make_pair(s, SOCK_STREAM);
    struct job *job = JOB(write, A(s[0]), A(payload), MIB);
    start_thread(job);
    expect_blocked("write", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    drain("peer", s[1]);
    show_signals();
}

CASE(stream_blocked_after_progress_and_peer_closes)
{
    catch_signal(SIGPIPE, 0);
    make_pair(s, SOCK_STREAM);
    struct job *job = JOB(write, A(s[0]), A(payload), MIB);
    start_thread(job);
    expect_blocked("write", job);
    close(s[1]);
    finish("write", job);
    show("again", SYS(write, s[0], payload, N(5)));
    show_signals();
}

CASE(stream_blocked_out_of_band)
{
    make_pair(s, SOCK_STREAM);
    full = fill(s[0]);
    struct job *job = JOB(sendto, A(s[0]), A(payload), 3, MSG_OOB, 0, 0);
    start_thread(job);
    expect_blocked("urgent", job);
    show_taken("peer", s[1], full);
    finish("urgent", job);
    show_poll("peer", s[1]);
    drain("peer", s[1]);
}
