/* Writers that must wait for room: who wakes them, and with what result. */
#include "guest.h"

static int p[2];
static long full;

static void make_full_pipe(void)
{
    make_pipe(p, 0);
    full = fill(p[1]);
}

CASE(block_slow_reader)
{
    make_pipe(p, 0);
    struct job *job = blocked_write(p[1], 200000);
    for (int i = 0; i < 48; i++, pause_ms(1))
        need(take(p[0], PAGE) == PAGE, "a page");
    show_taken("reader", p[0], 200000 - 48 * PAGE);
    finish("write", job);
    show_end(p);
}

CASE(block_until_a_page_is_read)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], 100);
    show_taken("reader", p[0], 100);
    expect_blocked("still", job);
    show_taken("reader", p[0], PAGE - 100);
    finish("write", job);
    show_end(p);
}

CASE(block_atomic_waits_for_a_whole_slot)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], PAGE);
    show_taken("reader", p[0], PAGE - 1);
    expect_blocked("still", job);
    show_taken("reader", p[0], 1);
    finish("write", job);
    show_end(p);
}

CASE(block_partial_progress_is_visible)
{
    make_pipe(p, 0);
    struct job *job = blocked_write(p[1], 100000);
    show_pending(p[0]);
    show_taken("reader", p[0], 3 * PAGE);
    expect_blocked("still", job);
    show_pending(p[0]);
    show_taken("reader", p[0], 100000 - 3 * PAGE);
    finish("write", job);
    show_end(p);
}

CASE(block_writev_one_mib)
{
    static struct iovec iov[256];
    make_pipe(p, 0);
    for (int i = 0; i < 256; i++)
        iov[i] = (struct iovec){payload + i, PAGE};
    struct job *job = JOB(writev, A(p[1]), A(iov), 256);
    start_thread(job);
    expect_blocked("writev", job);
    show_taken("reader", p[0], MIB);
    finish("writev", job);
    show_end(p);
}

CASE(block_pwritev2)
{
    static struct iovec iov[2] = {{payload, 70000}, {payload, 70000}};
    make_pipe(p, 0);
    struct job *job = JOB(pwritev2, A(p[1]), A(iov), 2, -1, -1, 0);
    start_thread(job);
    expect_blocked("pwritev2", job);
    show_taken("reader", p[0], 140000);
    finish("pwritev2", job);
    show_end(p);
}

CASE(block_packets)
{
    make_pipe(p, O_DIRECT);
    struct job *job = blocked_write(p[1], 20 * PAGE + 5);
    for (int i = 0; i < 21; i++) /* a read never joins two packets */
        need(take(p[0], i < 20 ? PAGE : 5) == (i < 20 ? PAGE : 5), "a packet");
    finish("write", job);
    drain_messages("reader", p[0]);
}

CASE(block_small_pipe)
{
    make_pipe(p, 0);
    need(fcntl(p[1], F_SETPIPE_SZ, PAGE) == PAGE, "F_SETPIPE_SZ");
    struct job *job = blocked_write(p[1], 50000);
    show_taken("reader", p[0], 50000);
    finish("write", job);
    show_end(p);
}

CASE(block_woken_by_a_larger_pipe)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], 100);
    say("size %d", fcntl(p[0], F_SETPIPE_SZ, 1 << 18));
    finish("write", job);
    show_end(p);
}

CASE(block_reader_closes)
{
    make_full_pipe();
    catch_signal(SIGPIPE, 0);
    struct job *job = blocked_write(p[1], 100);
    close(p[0]);
    finish("write", job);
    show_signals();
}

CASE(block_reader_closes_after_progress)
{
    make_pipe(p, 0);
    catch_signal(SIGPIPE, 0);
    struct job *job = blocked_write(p[1], 100000);
    show_taken("reader", p[0], 2 * PAGE);
    expect_blocked("still", job);
    close(p[0]);
    finish("write", job);
    show_signals();
}

CASE(block_reader_closes_kills_child)
{
    make_full_pipe();
    struct job *job = JOB(write, A(p[1]), A(payload), 100);
    job->closes = p[0];
    start_child(job);
    expect_blocked("child", job);
    close(p[0]);
    reap("child", job);
}

CASE(block_two_writers)
{
    make_full_pipe();
    struct job *one = blocked_write(p[1], 30000), *two = blocked_write(p[1], 40000);
    show_taken("reader", p[0], full + 70000);
    finish("one", one);
    finish("two", two);
    show_end(p);
}

CASE(block_two_writers_in_processes)
{
    make_full_pipe();
    struct job *one = JOB(write, A(p[1]), A(payload), 30000), *two = JOB(write, A(p[1]), A(payload), 40000);
    start_child(one);
    start_child(two);
    expect_blocked("one", one);
    expect_blocked("two", two);
    show_taken("reader", p[0], full + 70000);
    reap("one", one);
    reap("two", two);
    show("one", one->out);
    show("two", two->out);
    show_end(p);
}

CASE(block_while_another_thread_exits)
{
    make_full_pipe();
    struct job *nap = JOB(getppid, 0), *job = blocked_write(p[1], 100);
    start_thread(nap);
    pthread_join(nap->thread, NULL);
    expect_blocked("still", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(block_while_others_write_elsewhere)
{
    int q[2];
    make_full_pipe();
    make_pipe(q, 0);
    struct job *job = blocked_write(p[1], 100);
    show("the main thread writes to another pipe", SYS(write, q[1], payload, N(10)));
    drain("other", q[0]);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(block_while_forking)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], 100), *child = JOB(getppid, 0);
    start_child(child);
    reap("child", child);
    show_taken("reader", p[0], full);
    finish("write", job);
    show_end(p);
}

CASE(block_number_closed_meanwhile)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], 100);
    show("close", SYS(close, p[1]));
    expect_blocked("still", job);
    show_taken("reader", p[0], full);
    finish("write", job);
    drain("reader", p[0]);
}

CASE(block_number_reused_meanwhile)
{
    int q[2];
    make_full_pipe();
    make_pipe(q, 0);
    struct job *job = blocked_write(p[1], 100);
    show("dup2", SYS(dup2, q[1], p[1]));
    show_taken("reader", p[0], full);
    finish("write", job);
    drain("old", p[0]);
    drain("new", q[0]);
}

CASE(block_made_nonblocking_meanwhile)
{
    make_full_pipe();
    struct job *job = blocked_write(p[1], 3 * PAGE);
    set_nonblocking(dup(p[1]), true);
    expect_blocked("still", job);
    show_taken("reader", p[0], PAGE);
    finish("write", job);
    show_end(p);
}
