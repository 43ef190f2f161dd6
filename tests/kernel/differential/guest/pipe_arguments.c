/* write and its relatives on a pipe with room: arguments right, odd and wrong. */
#include "guest.h"

#ifndef RWF_NOSIGNAL
#define RWF_NOSIGNAL 0x100
#endif

static int p[2];

CASE(pipe_write_one)
{
    make_pipe(p, 0);
    show("write", SYS(write, p[1], payload, N(1)));
    show_pending(p[0]);
    show_end(p);
}

CASE(pipe_write_again_and_again)
{
    make_pipe(p, 0);
    for (int i = 1; i < 10; i++)
        show("write", SYS(write, p[1], payload, N(i * 111)));
    show_pending(p[0]);
    show_end(p);
}

CASE(pipe_write_zero_length)
{
    make_pipe(p, 0);
    show("write", SYS(write, p[1], payload, N(0)));
    show("write NULL", SYS(write, p[1], NULL, N(0)));
    show("write bad pointer", SYS(write, p[1], BAD, N(0)));
    show("write kernel pointer", SYS(write, p[1], -4096L, N(0)));
    show("writev nothing", SYS(writev, p[1], BAD, N(0)));
    show_poll("reader", p[0]);
    show_end(p);
}

CASE(pipe_writev_three)
{
    struct iovec iov[] = {{payload, 1}, {payload, 5000}, {payload, 20}};
    make_pipe(p, 0);
    show("writev", SYS(writev, p[1], iov, N(3)));
    show_end(p);
}

CASE(pipe_writev_empty_entries)
{
    struct iovec iov[] = {{NULL, 0}, {payload, 5}, {NULL, 0}, {payload, 6}, {BAD, 0}};
    make_pipe(p, 0);
    show("writev", SYS(writev, p[1], iov, N(5)));
    show("writev of empties", SYS(writev, p[1], iov, N(1)));
    show_end(p);
}

CASE(pipe_writev_count_limits)
{
    static struct iovec iov[1025];
    make_pipe(p, 0);
    for (int i = 0; i < 1025; i++)
        iov[i] = (struct iovec){payload, 3};
    show("1024", SYS(writev, p[1], iov, N(1024)));
    show("1025", SYS(writev, p[1], iov, N(1025)));
    show("-1", SYS(writev, p[1], iov, -1L));
    show("2^32+1", SYS(writev, p[1], iov, (1L << 32) + 1));
    show("0", SYS(writev, p[1], iov, N(0)));
    show_end(p);
}

CASE(pipe_writev_length_overflow)
{
    struct iovec negative[] = {{payload, 5}, {payload, (size_t)-1}};
    struct iovec huge[] = {{payload, SSIZE_MAX}, {payload, SSIZE_MAX}};
    struct iovec half[] = {{payload, 7}, {payload, (size_t)SSIZE_MAX + 1}};
    make_pipe(p, O_NONBLOCK);
    show("negative", SYS(writev, p[1], negative, N(2)));
    show("huge", SYS(writev, p[1], huge, N(2)));
    show("half", SYS(writev, p[1], half, N(2)));
    show_end(p);
}

CASE(pipe_writev_bad_array)
{
    make_pipe(p, 0);
    show("NULL", SYS(writev, p[1], NULL, N(1)));
    show("unmapped", SYS(writev, p[1], BAD, N(1)));
    show("kernel", SYS(writev, p[1], -4096L, N(1)));
    struct iovec *edge = (struct iovec *)page_edge(sizeof(struct iovec));
    *edge = (struct iovec){payload, 9};
    show("half an array", SYS(writev, p[1], edge, N(2)));
    show("its good half", SYS(writev, p[1], edge, N(1)));
    show_end(p);
}

CASE(pipe_writev_bad_second_entry)
{
    struct iovec small[] = {{payload, 100}, {BAD, 100}};
    struct iovec large[] = {{payload, 2 * PAGE}, {BAD, 100}};
    struct iovec kernel[] = {{payload, 100}, {(void *)-4096L, 100}};
    make_pipe(p, 0);
    show("100 + bad", SYS(writev, p[1], small, N(2)));
    show("2 pages + bad", SYS(writev, p[1], large, N(2)));
    show("100 + kernel", SYS(writev, p[1], kernel, N(2)));
    show_end(p);
}

CASE(pipe_write_bad_buffer)
{
    make_pipe(p, 0);
    show("NULL", SYS(write, p[1], NULL, N(1)));
    show("unmapped", SYS(write, p[1], BAD, N(1)));
    show("kernel", SYS(write, p[1], -4096L, N(1)));
    show("good", SYS(write, p[1], payload, N(10)));
    show("NULL where it would merge", SYS(write, p[1], NULL, N(1)));
    show_end(p);
}

CASE(pipe_write_straddle_whole_pages)
{
    make_pipe(p, 0);
    show("3 pages + bad", SYS(write, p[1], page_edge(3 * PAGE), N(3 * PAGE + 50)));
    show_end(p);
}

CASE(pipe_write_straddle_odd_bytes)
{
    make_pipe(p, 0);
    show("100 + bad", SYS(write, p[1], page_edge(100), N(200)));
    show_end(p);
}

CASE(pipe_write_straddle_odd_pages)
{
    make_pipe(p, 0);
    show("5000 + bad", SYS(write, p[1], page_edge(5000), N(9000)));
    show_end(p);
}

CASE(pipe_write_straddle_merging)
{
    make_pipe(p, 0);
    show("first", SYS(write, p[1], payload, N(10)));
    show("100 + bad", SYS(write, p[1], page_edge(100), N(200)));
    show("again", SYS(write, p[1], payload, N(10)));
    show_end(p);
}

CASE(pipe_write_huge_count)
{
    make_pipe(p, O_NONBLOCK);
    show("all bits", SYS(write, p[1], payload, -1L));
    show("sign bit", SYS(write, p[1], payload, 1L << 63));
    show("3 GiB from two pages", SYS(write, p[1], page_edge(2 * PAGE), 3L << 30));
    show_end(p);
}

CASE(pipe_write_wrong_descriptor)
{
    make_pipe(p, 0);
    int closed = dup(p[1]);
    close(closed);
    show("read end", SYS(write, p[0], payload, N(1)));
    show("closed", SYS(write, closed, payload, N(1)));
    show("-1", SYS(write, -1L, payload, N(1)));
    show("int max", SYS(write, 0x7fffffffL, payload, N(1)));
    show("zero bytes, read end", SYS(write, p[0], payload, N(0)));
    show("bad buffer, closed", SYS(write, closed, NULL, N(1)));
    show("bad array, closed", SYS(writev, closed, NULL, N(1)));
    show("path only", SYS(write, reopen(p[1], O_PATH), payload, N(1)));
    show_end(p);
}

CASE(pipe_write_high_half_of_descriptor)
{
    make_pipe(p, 0);
    show("write", SYS(write, (0xdeadbeefUL << 32) | (unsigned)p[1], payload, N(3)));
    struct iovec iov = {payload, 4};
    show("writev", SYS(writev, (1UL << 63) | (unsigned)p[1], &iov, N(1)));
    show_end(p);
}

CASE(pipe_positional_writes)
{
    struct iovec iov = {payload, 4};
    make_pipe(p, 0);
    show("pwrite64", SYS(pwrite64, p[1], payload, N(1), 0L));
    show("pwrite64 -1", SYS(pwrite64, p[1], payload, N(1), -1L));
    show("pwritev", SYS(pwritev, p[1], &iov, N(1), 0L, 0L));
    show("pwritev2", SYS(pwritev2, p[1], &iov, N(1), 0L, 0L, 0L));
    show("pwritev2 7", SYS(pwritev2, p[1], &iov, N(1), 7L, 0L, 0L));
    show("pwritev2 -2", SYS(pwritev2, p[1], &iov, N(1), -2L, -1L, 0L));
    show_end(p);
}

CASE(pipe_pwritev2_current)
{
    struct iovec iov[] = {{payload, 4}, {payload, 5}};
    make_pipe(p, 0);
    show("-1", SYS(pwritev2, p[1], iov, N(2), -1L, -1L, 0L));
    show("-1, high half 0", SYS(pwritev2, p[1], iov, N(2), -1L, 0L, 0L));
    show("nothing", SYS(pwritev2, p[1], iov, N(0), -1L, -1L, 0L));
    show_end(p);
}

CASE(pipe_pwritev2_each_flag)
{
    struct iovec iov = {payload, 4};
    make_pipe(p, 0);
    for (int bit = 0; bit < 32; bit++) {
        char label[16];
        snprintf(label, sizeof label, "flag %x", 1U << bit);
        show(label, SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, 1L << bit));
    }
    show_end(p);
}

CASE(pipe_pwritev2_nowait)
{
    struct iovec iov = {payload, 2 * PAGE};
    make_pipe(p, 0);
    show("room", SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, (long)RWF_NOWAIT));
    say("filled %d", fill(p[1]) > 0);
    show("full", SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, (long)RWF_NOWAIT));
    take(p[0], PAGE);
    show("one page", SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, (long)RWF_NOWAIT));
    show_end(p);
}

CASE(pipe_pwritev2_nowait_reopened)
{
    struct iovec iov = {payload, 3};
    make_pipe(p, 0);
    int again = reopen(p[1], O_WRONLY);
    show("write", SYS(pwritev2, again, &iov, N(1), -1L, -1L, (long)RWF_NOWAIT));
    close(again);
    show_end(p);
}

CASE(pipe_pwritev2_nosignal)
{
    struct iovec iov = {payload, 3};
    make_pipe(p, 0);
    catch_signal(SIGPIPE, 0);
    close(p[0]);
    show("nosignal", SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, (long)RWF_NOSIGNAL));
    show_signals();
    show("plain", SYS(pwritev2, p[1], &iov, N(1), -1L, -1L, 0L));
    show_signals();
}

CASE(pipe_is_no_socket)
{
    struct iovec iov = {payload, 3};
    struct mmsghdr message = {.msg_hdr = {.msg_iov = &iov, .msg_iovlen = 1}};
    make_pipe(p, 0);
    show("sendto", SYS(sendto, p[1], payload, N(1), 0L, NULL, 0L));
    show("sendmsg", SYS(sendmsg, p[1], &message.msg_hdr, 0L));
    show("sendmsg NULL", SYS(sendmsg, p[1], NULL, 0L));
    show("sendmmsg", SYS(sendmmsg, p[1], &message, 1L, 0L));
    show("sendto closed", SYS(sendto, 200L, payload, N(1), 0L, NULL, 0L));
    show_end(p);
}

CASE(pipe_write_from_odd_memory)
{
    int file = memfd_create("x", 0);
    make_pipe(p, 0);
    need(write(file, payload, 2 * PAGE) == 2 * PAGE, "memfd");
    char *shared = mmap(NULL, 3 * PAGE, PROT_READ, MAP_SHARED, file, 0);
    char *copied = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, file, 0);
    char *closed = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    show("shared file", SYS(write, p[1], shared, N(2 * PAGE)));
    show("beyond its end", SYS(write, p[1], shared, N(3 * PAGE)));
    show("private file", SYS(write, p[1], copied, N(PAGE)));
    show("no access", SYS(write, p[1], closed, N(1)));
    show_end(p);
}

CASE(pipe_write_from_secret_memory)
{
    make_pipe(p, 0);
    int file = (int)syscall(SYS_memfd_secret, 0);
    need(file < 0 || ftruncate(file, PAGE) == 0, "ftruncate");
    char *secret = file < 0 ? payload : mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    need(secret != MAP_FAILED, "mmap");
    memset(secret, BYTE, PAGE);
    show("write", SYS(write, p[1], secret, N(100)));
    show_end(p);
}
