/* Full buffers, large messages, timeouts, and peers that went away. */
#include "guest.h"

static int s[2];

static void set_option(int option, int value)
{
    need(setsockopt(s[0], SOL_SOCKET, option, &value, sizeof value) == 0, "setsockopt");
}

static void set_timeout(int ms)
{
    struct timeval time = {ms / 1000, ms % 1000 * 1000};
    need(setsockopt(s[0], SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0, "SO_SNDTIMEO");
}

CASE3(full_nonblocking)
{
    make_pair(s, type | SOCK_NONBLOCK);
    say("filled %ld", fill(s[0]));
    show("write", SYS(write, s[0], payload, N(PAGE)));
    show("send", SYS(sendto, s[0], payload, N(PAGE), 0L, NULL, 0L));
    show("large", SYS(write, s[0], payload, N(100000)));
    show("nothing", SYS(sendto, s[0], payload, N(0), 0L, NULL, 0L));
    show_poll("sender", s[0]);
    drain_messages("peer", s[1]);
    show_poll("sender", s[0]);
    show("write", SYS(write, s[0], payload, N(PAGE)));
}

CASE3(full_dontwait)
{
    struct iovec iov = {payload, PAGE};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1};
    make_pair(s, type);
    say("filled %ld", fill(s[0]));
    show("send", SYS(sendto, s[0], payload, N(PAGE), (long)MSG_DONTWAIT, NULL, 0L));
    show("sendmsg", SYS(sendmsg, s[0], &header, (long)MSG_DONTWAIT));
    show("nowait", SYS(pwritev2, s[0], &iov, N(1), -1L, -1L, (long)RWF_NOWAIT));
    drain_messages("peer", s[1]);
}

CASE3(full_nonblocking_by_duplicate)
{
    make_pair(s, type);
    set_nonblocking(dup(s[0]), true);
    say("filled %ld", fill(s[0]));
    show("write", SYS(write, s[0], payload, N(PAGE)));
    say("other end's flags %x", (unsigned)fcntl(s[1], F_GETFL));
    drain_messages("peer", s[1]);
}

CASE3(too_large)
{
    make_pair(s, type | SOCK_NONBLOCK);
    show("100000", SYS(write, s[0], payload, N(100000)));
    show("500000", SYS(write, s[0], payload, N(500000)));
    show("1 MiB", SYS(sendto, s[0], payload, N(MIB), (long)MSG_DONTWAIT, NULL, 0L));
    drain_messages("peer", s[1]);
}

CASE3(small_buffer)
{
    make_pair(s, type | SOCK_NONBLOCK);
    set_option(SO_SNDBUF, 4608);
    show("3000", SYS(write, s[0], payload, N(3000)));
    show("3000", SYS(write, s[0], payload, N(3000)));
    show("20000", SYS(write, s[0], payload, N(20000)));
    drain_messages("peer", s[1]);
    show("20000", SYS(write, s[0], payload, N(20000)));
    drain_messages("peer", s[1]);
}

CASE3(readiness)
{
    make_pair(s, type);
    show_poll("sender", s[0]);
    write(s[0], payload, 100);
    show_poll("sender", s[0]);
    show_poll("peer", s[1]);
    show_pending(s[1]);
    int queued = 0;
    ioctl(s[0], TIOCOUTQ, &queued);
    say("something queued %d", queued > 0);
    close(s[0]);
    show_poll("peer without sender", s[1]);
    drain_messages("peer", s[1]);
}

static void timed(const char *label, outcome result, double start)
{
    double ms = now_ms() - start;
    show(label, result);
    say("%s", ms < 200 ? "too early" : ms > 1500 ? "too late" : "timeout-ok");
}

CASE3(timeout_of_send)
{
    make_pair(s, type);
    fill(s[0]);
    set_timeout(300);
    double start = now_ms();
    timed("write", SYS(write, s[0], payload, N(PAGE)), start);
    start = now_ms();
    timed("send", SYS(sendto, s[0], payload, N(PAGE), 0L, NULL, 0L), start);
}

CASE3(timeout_of_sendmmsg)
{
    static struct mmsghdr messages[300];
    struct iovec iov = {payload, 3000};
    make_pair(s, type);
    set_timeout(300);
    for (int i = 0; i < 300; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &iov, .msg_iovlen = 1}};
    double start = now_ms();
    timed("sendmmsg", SYS(sendmmsg, s[0], messages, 300L, 0L), start);
    drain_messages("peer", s[1]);
}

CASE(stream_timeout_after_progress)
{
    make_pair(s, SOCK_STREAM);
    set_timeout(300);
    double start = now_ms();
    timed("write", SYS(write, s[0], payload, N(MIB)), start);
    drain("peer", s[1]);
}

CASE3(timeout_not_reached)
{
    make_pair(s, type);
    long full = fill(s[0]);
    set_timeout(3000);
    struct job *job = JOB(write, A(s[0]), A(payload), 100);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("peer", s[1], full);
    finish("write", job);
    drain_messages("peer", s[1]);
}

CASE3(peer_closed)
{
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    close(s[1]);
    show("write", SYS(write, s[0], payload, N(5)));
    show("again", SYS(write, s[0], payload, N(5)));
    show("send", SYS(sendto, s[0], payload, N(5), 0L, NULL, 0L));
    show("nothing", SYS(write, s[0], payload, N(0)));
    show("bad buffer", SYS(write, s[0], BAD, N(5)));
    show_signals();
    show_poll("sender", s[0]);
}

CASE3(peer_closed_nosignal)
{
    struct iovec iov = {payload, 5};
    struct mmsghdr message = {.msg_hdr = {.msg_iov = &iov, .msg_iovlen = 1}};
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    close(s[1]);
    show("send", SYS(sendto, s[0], payload, N(5), (long)MSG_NOSIGNAL, NULL, 0L));
    show("sendmsg", SYS(sendmsg, s[0], &message.msg_hdr, (long)MSG_NOSIGNAL));
    show("sendmmsg", SYS(sendmmsg, s[0], &message, 1L, (long)MSG_NOSIGNAL));
    show("pwritev2", SYS(pwritev2, s[0], &iov, N(1), -1L, -1L, 0x100L));
    show_signals();
}

CASE3(peer_closed_by_sendmsg)
{
    struct iovec iov = {payload, 5};
    struct mmsghdr message = {.msg_hdr = {.msg_iov = &iov, .msg_iovlen = 1}};
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    close(s[1]);
    show("sendmsg", SYS(sendmsg, s[0], &message.msg_hdr, 0L));
    show("sendmmsg", SYS(sendmmsg, s[0], &message, 1L, 0L));
    show("writev", SYS(writev, s[0], &iov, N(1)));
    show_signals();
}

CASE3(peer_closed_default)
{
    make_pair(s, type);
    close(s[1]);
    say("about to send");
    flush_transcript();
    show("write", SYS(write, s[0], payload, N(5)));
    say("still alive");
}

CASE3(peer_closed_in_a_thread)
{
    make_pair(s, type);
    start_idle_thread();
    catch_signal(SIGPIPE, 0);
    close(s[1]);
    struct job *job = JOB(write, A(s[0]), A(payload), 5);
    start_thread(job);
    finish("write", job);
    show_signals();
}

CASE3(peer_closed_with_unread_data)
{
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, s[0], payload, N(5)));
    close(s[1]);
    show("write", SYS(write, s[0], payload, N(5)));
    show("again", SYS(write, s[0], payload, N(5)));
    show_signals();
}

CASE3(shut_for_writing)
{
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    show("write", SYS(write, s[0], payload, N(5)));
    show("shutdown", SYS(shutdown, s[0], (long)SHUT_WR));
    show("write", SYS(write, s[0], payload, N(5)));
    show("nosignal", SYS(sendto, s[0], payload, N(5), (long)MSG_NOSIGNAL, NULL, 0L));
    show("other way", SYS(write, s[1], payload, N(6)));
    drain_messages("peer", s[1]);
    drain_messages("self", s[0]);
    show_signals();
}

CASE3(peer_shut_for_reading)
{
    make_pair(s, type);
    catch_signal(SIGPIPE, 0);
    show("shutdown", SYS(shutdown, s[1], (long)SHUT_RD));
    show("write", SYS(write, s[0], payload, N(5)));
    show("again", SYS(write, s[0], payload, N(5)));
    show_signals();
}
