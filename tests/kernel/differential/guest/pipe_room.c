/* How much goes into a pipe: partial writes, EAGAIN, packets, sizes, readiness. */
#include "guest.h"

static int p[2];

static void after(void)
{
    close(p[1]);
    drain("reader", p[0]);
}

CASE(pipe_fill_pages)
{
    make_pipe(p, O_NONBLOCK);
    say("filled %ld", fill(p[1]));
    show("full, 1 byte", SYS(write, p[1], payload, N(1)));
    show("full, a page", SYS(write, p[1], payload, N(PAGE)));
    show("full, large", SYS(write, p[1], payload, N(MIB)));
    show("full, nothing", SYS(write, p[1], payload, N(0)));
    show_pending(p[0]);
    after();
}

CASE(pipe_fill_odd_sizes)
{
    long sum = 0, n, times = 0;
    make_pipe(p, O_NONBLOCK);
    while ((n = write(p[1], payload, 997)) > 0)
        sum += n, times++;
    say("%ld bytes in %ld writes, then %s", sum, times, errno_name(errno));
    show("1 byte more", SYS(write, p[1], payload, N(1)));
    after();
}

CASE(pipe_fill_at_once)
{
    make_pipe(p, O_NONBLOCK);
    show("1 MiB", SYS(write, p[1], payload, N(MIB)));
    show("again", SYS(write, p[1], payload, N(MIB)));
    after();
}

CASE(pipe_fill_by_writev)
{
    static struct iovec iov[1024];
    make_pipe(p, O_NONBLOCK);
    for (int i = 0; i < 1024; i++)
        iov[i] = (struct iovec){payload, 1000};
    show("1024 x 1000", SYS(writev, p[1], iov, N(1024)));
    show("again", SYS(writev, p[1], iov, N(1024)));
    after();
}

CASE(pipe_atomic_with_a_byte_too_little)
{
    make_pipe(p, O_NONBLOCK);
    show("15 pages", SYS(write, p[1], payload, N(15 * PAGE)));
    show("1 byte", SYS(write, p[1], payload, N(1)));
    show("PIPE_BUF", SYS(write, p[1], payload, N(PAGE)));
    show("PIPE_BUF - 1", SYS(write, p[1], payload, N(PAGE - 1)));
    show("1 byte", SYS(write, p[1], payload, N(1)));
    after();
}

CASE(pipe_partial_above_pipe_buf)
{
    make_pipe(p, O_NONBLOCK);
    show("13 pages", SYS(write, p[1], payload, N(13 * PAGE)));
    show("5 pages", SYS(write, p[1], payload, N(5 * PAGE)));
    show("5 pages", SYS(write, p[1], payload, N(5 * PAGE)));
    after();
}

CASE(pipe_partial_after_merging)
{
    make_pipe(p, O_NONBLOCK);
    show("100", SYS(write, p[1], payload, N(100)));
    show("MIB + 50", SYS(write, p[1], payload, N(MIB - 50)));
    after();
}

CASE(pipe_room_after_reads)
{
    make_pipe(p, O_NONBLOCK);
    fill(p[1]);
    show_taken("reader", p[0], 100);
    show("100 after 100 read", SYS(write, p[1], payload, N(100)));
    show_taken("reader", p[0], PAGE - 100);
    show("PIPE_BUF after a page read", SYS(write, p[1], payload, N(PAGE)));
    show("again", SYS(write, p[1], payload, N(PAGE)));
    after();
}

CASE(pipe_sizes)
{
    static const int sizes[] = {4096, 8192, 70000, 1 << 20};
    for (int i = 0; i < 4; i++) {
        make_pipe(p, O_NONBLOCK);
        say("size %d", fcntl(p[1], F_SETPIPE_SZ, sizes[i]));
        say("filled %ld", fill(p[1]));
        show("1 MiB", SYS(write, p[1], payload, N(MIB)));
        after();
        close(p[0]);
    }
}

CASE(pipe_size_changed_with_data)
{
    make_pipe(p, O_NONBLOCK);
    say("filled %ld", fill(p[1]));
    show("shrink", SYS(fcntl, p[1], (long)F_SETPIPE_SZ, 4096L));
    show("grow", SYS(fcntl, p[1], (long)F_SETPIPE_SZ, 131072L));
    show("1 MiB", SYS(write, p[1], payload, N(MIB)));
    after();
}

CASE(pipe_poll_readiness)
{
    make_pipe(p, O_NONBLOCK);
    show_poll("empty writer", p[1]);
    show_poll("empty reader", p[0]);
    write(p[1], payload, 1);
    show_poll("writer", p[1]);
    show_poll("reader", p[0]);
    fill(p[1]);
    show_poll("full writer", p[1]);
    show_taken("reader", p[0], 1);
    show_poll("writer after 1", p[1]);
    show_taken("reader", p[0], PAGE);
    show_poll("writer after a page", p[1]);
    close(p[0]);
    show_poll("writer without reader", p[1]);
}

CASE(pipe_eof_is_prompt)
{
    make_pipe(p, 0);
    show("write", SYS(write, p[1], payload, N(10)));
    close(p[1]);
    show_poll("reader", p[0]);
    drain("reader", p[0]);
    show_poll("reader", p[0]);
}

CASE(pipe_hangup_is_prompt)
{
    make_pipe(p, 0);
    show("write", SYS(write, p[1], payload, N(10)));
    close(p[0]);
    show_poll("writer", p[1]);
}

CASE(packet_boundaries)
{
    struct iovec iov[] = {{payload, 30}, {payload, 40}};
    make_pipe(p, O_DIRECT);
    show("3", SYS(write, p[1], payload, N(3)));
    show("5", SYS(write, p[1], payload, N(5)));
    show("0", SYS(write, p[1], payload, N(0)));
    show("30 + 40", SYS(writev, p[1], iov, N(2)));
    show("pwritev2", SYS(pwritev2, p[1], iov, N(2), -1L, -1L, 0L));
    drain_messages("reader", p[0]);
}

CASE(packet_large_splits)
{
    make_pipe(p, O_DIRECT);
    show("10000", SYS(write, p[1], payload, N(10000)));
    drain_messages("reader", p[0]);
}

CASE(packet_short_read_discards)
{
    char little[4];
    make_pipe(p, O_DIRECT);
    show("10", SYS(write, p[1], payload, N(10)));
    show("20", SYS(write, p[1], payload, N(20)));
    show("read 4", SYS(read, p[0], little, N(4)));
    drain_messages("reader", p[0]);
}

CASE(packet_full)
{
    make_pipe(p, O_DIRECT | O_NONBLOCK);
    for (int i = 0; i < 15; i++)
        need(write(p[1], payload, 1) == 1, "packet");
    show("two packets into one", SYS(write, p[1], payload, N(PAGE + 1)));
    show("one more", SYS(write, p[1], payload, N(1)));
    drain_messages("reader", p[0]);
}

CASE(packet_mode_switched)
{
    make_pipe(p, 0);
    show("1", SYS(write, p[1], payload, N(1)));
    show("on", SYS(fcntl, p[1], (long)F_SETFL, (long)O_DIRECT));
    show("2", SYS(write, p[1], payload, N(2)));
    show("3", SYS(write, p[1], payload, N(3)));
    show("off", SYS(fcntl, p[1], (long)F_SETFL, 0L));
    show("4", SYS(write, p[1], payload, N(4)));
    show("5", SYS(write, p[1], payload, N(5)));
    drain_messages("reader", p[0]);
}
