/* Messages through socketpairs: calls, boundaries, flags, several at a time. */
#include "guest.h"

static int s[2];

static void received(void)
{
    drain_messages("peer", s[1]);
}

static struct iovec three[3] = {{payload, 1}, {payload, 5000}, {payload, 20}};

CASE3(write)
{
    make_pair(s, type);
    show("1", SYS(write, s[0], payload, N(1)));
    show("5000", SYS(write, s[0], payload, N(5000)));
    show("2", SYS(write, s[0], payload, N(2)));
    received();
}

CASE3(writev)
{
    make_pair(s, type);
    show("three", SYS(writev, s[0], three, N(3)));
    show("pwritev2", SYS(pwritev2, s[0], three, N(3), -1L, -1L, 0L));
    show("pwritev2 nowait", SYS(pwritev2, s[0], three, N(3), -1L, -1L, (long)RWF_NOWAIT));
    show("pwritev2 nosignal", SYS(pwritev2, s[0], three, N(3), -1L, -1L, 0x100L));
    show("pwritev2 sync", SYS(pwritev2, s[0], three, N(3), -1L, -1L, (long)RWF_SYNC));
    show("pwritev2 unknown", SYS(pwritev2, s[0], three, N(3), -1L, -1L, 0x40000000L));
    received();
}

CASE3(positional)
{
    make_pair(s, type);
    show("pwrite64", SYS(pwrite64, s[0], payload, N(1), 0L));
    show("pwritev", SYS(pwritev, s[0], three, N(3), 0L, 0L));
    show("pwritev2", SYS(pwritev2, s[0], three, N(3), 5L, 0L, 0L));
    received();
}

CASE3(zero_length)
{
    struct msghdr none = {0};
    make_pair(s, type);
    show("write", SYS(write, s[0], payload, N(0)));
    show("writev", SYS(writev, s[0], three, N(0)));
    show("send", SYS(sendto, s[0], payload, N(0), 0L, NULL, 0L));
    show("send NULL", SYS(sendto, s[0], NULL, N(0), 0L, NULL, 0L));
    show("sendmsg", SYS(sendmsg, s[0], &none, 0L));
    show("then 1", SYS(write, s[0], payload, N(1)));
    received();
}

CASE3(send)
{
    make_pair(s, type);
    show("send", SYS(sendto, s[0], payload, N(3), 0L, NULL, 0L));
    show("length without address", SYS(sendto, s[0], payload, N(4), 0L, NULL, 16L));
    show("high half of the flags", SYS(sendto, s[0], payload, N(5), 1L << 40, NULL, 0L));
    show("high half of the descriptor", SYS(sendto, (7UL << 32) | (unsigned)s[0], payload, N(6), 0L, NULL, 0L));
    received();
}

CASE3(both_directions)
{
    make_pair(s, type);
    show("there", SYS(write, s[0], payload, N(3)));
    show("back", SYS(sendto, s[1], payload, N(4), 0L, NULL, 0L));
    drain_messages("second", s[1]);
    drain_messages("first", s[0]);
}

CASE3(sendmsg)
{
    struct msghdr header = {.msg_iov = three, .msg_iovlen = 3};
    make_pair(s, type);
    show("three", SYS(sendmsg, s[0], &header, 0L));
    header.msg_iovlen = 1;
    header.msg_flags = -1;
    show("flags in the header", SYS(sendmsg, s[0], &header, 0L));
    received();
}

CASE3(sendmmsg)
{
    struct mmsghdr messages[4] = {0};
    make_pair(s, type);
    for (int i = 0; i < 4; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = three, .msg_iovlen = (size_t)i}, .msg_len = 77};
    show("sendmmsg", SYS(sendmmsg, s[0], messages, 4L, 0L));
    for (int i = 0; i < 4; i++)
        say("length %u", messages[i].msg_len);
    show("none", SYS(sendmmsg, s[0], messages, 0L, 0L));
    show("none from nowhere", SYS(sendmmsg, s[0], NULL, 0L, 0L));
    show("one", SYS(sendmmsg, s[0], messages + 2, 1L, (long)MSG_DONTWAIT));
    received();
}

CASE3(sendmmsg_second_faults)
{
    struct mmsghdr messages[3] = {0};
    struct iovec bad = {BAD, 5};
    make_pair(s, type);
    for (int i = 0; i < 3; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = three, .msg_iovlen = 1}, .msg_len = 77};
    messages[1].msg_hdr.msg_iov = &bad;
    show("bad data", SYS(sendmmsg, s[0], messages, 3L, 0L));
    messages[1].msg_hdr.msg_iov = BAD;
    show("bad array", SYS(sendmmsg, s[0], messages, 3L, 0L));
    messages[1].msg_hdr.msg_iovlen = 2000;
    show("long array", SYS(sendmmsg, s[0], messages, 3L, 0L));
    for (int i = 0; i < 3; i++)
        say("length %u", messages[i].msg_len);
    show("first is bad", SYS(sendmmsg, s[0], messages + 1, 2L, 0L));
    received();
}

CASE3(sendmmsg_at_a_page_edge)
{
    struct mmsghdr *messages = (struct mmsghdr *)page_edge(2 * sizeof(struct mmsghdr));
    make_pair(s, type);
    for (int i = 0; i < 2; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = three, .msg_iovlen = 1}};
    show("two of three", SYS(sendmmsg, s[0], messages, 3L, 0L));
    show("nothing mapped", SYS(sendmmsg, s[0], messages + 2, 1L, 0L));
    received();
}

/* The length is stored after the message went out: a header that cannot be written costs only the count. */
CASE3(sendmmsg_read_only_header)
{
    struct mmsghdr *messages = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    make_pair(s, type);
    for (int i = 0; i < 2; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = three, .msg_iovlen = 1}};
    mprotect(messages, PAGE, PROT_READ);
    show("sendmmsg", SYS(sendmmsg, s[0], messages, 2L, 0L));
    received();
}

CASE3(sendmmsg_more_than_1024)
{
    static struct mmsghdr messages[1100];
    make_pair(s, type);
    for (int i = 0; i < 1100; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = three, .msg_iovlen = 0}};
    show("1100", SYS(sendmmsg, s[0], messages, 1100L, (long)MSG_DONTWAIT));
    received();
}

CASE3(sendmmsg_until_full)
{
    static struct mmsghdr messages[1000];
    struct iovec page = {payload, 3000};
    make_pair(s, type);
    for (int i = 0; i < 1000; i++)
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &page, .msg_iovlen = 1}, .msg_len = 77};
    outcome result = SYS(sendmmsg, s[0], messages, 1000L, (long)MSG_DONTWAIT);
    show("1000", result);
    if (result.ret > 0 && result.ret < 1000)
        say("lengths %u %u", messages[result.ret - 1].msg_len, messages[result.ret].msg_len);
    show("more", SYS(sendmmsg, s[0], messages, 5L, (long)MSG_DONTWAIT));
    received();
}

CASE3(each_flag)
{
    for (int bit = 0; bit < 32; bit++) {
        char label[16];
        make_pair(s, type);
        catch_signal(SIGPIPE, 0);
        snprintf(label, sizeof label, "flag %x", 1U << bit);
        show(label, SYS(sendto, s[0], payload, N(5), (1L << bit) | MSG_DONTWAIT, NULL, 0L));
        received();
        show_poll("peer", s[1]);
        close(s[0]);
        close(s[1]);
    }
    show_signals();
}

CASE3(each_flag_by_sendmsg)
{
    struct msghdr header = {.msg_iov = three, .msg_iovlen = 1};
    for (int bit = 0; bit < 32; bit++) {
        char label[16];
        make_pair(s, type);
        snprintf(label, sizeof label, "flag %x", 1U << bit);
        show(label, SYS(sendmsg, s[0], &header, (1L << bit) | MSG_DONTWAIT));
        received();
        close(s[0]);
        close(s[1]);
    }
}

CASE3(end_of_record)
{
    make_pair(s, type);
    show("with", SYS(sendto, s[0], payload, N(5), (long)MSG_EOR, NULL, 0L));
    show("without", SYS(sendto, s[0], payload, N(6), 0L, NULL, 0L));
    show("write", SYS(write, s[0], payload, N(7)));
    received();
}

CASE3(out_of_band)
{
    char byte = 0;
    make_pair(s, type);
    show("normal", SYS(sendto, s[0], payload, N(5), 0L, NULL, 0L));
    show("urgent", SYS(sendto, s[0], payload, N(1), (long)MSG_OOB, NULL, 0L));
    show("urgent 3", SYS(sendto, s[0], payload, N(3), (long)MSG_OOB, NULL, 0L));
    show_poll("peer", s[1]);
    show("receive urgent", SYS(recvfrom, s[1], &byte, N(1), (long)(MSG_OOB | MSG_DONTWAIT), NULL, NULL));
    say("is the byte %d", byte == BYTE);
    received();
}

CASE3(in_threads_and_children)
{
    make_pair(s, type);
    struct job *thread = JOB(write, A(s[0]), A(payload), 5), *child = JOB(sendto, A(s[0]), A(payload), 6, 0, 0, 0);
    start_thread(thread);
    finish("thread", thread);
    run_in_child(child);
    show("child", child->out);
    received();
}

CASE3(names_stay)
{
    struct sockaddr_un address;
    socklen_t length = sizeof address;
    struct ucred who;
    make_pair(s, type);
    show("write", SYS(write, s[0], payload, N(5)));
    show("getsockname", SYS(getsockname, s[0], &address, &length));
    say("length %u", length);
    length = sizeof address;
    show("getpeername", SYS(getpeername, s[0], &address, &length));
    say("length %u", length);
    length = sizeof address;
    show("recvfrom", SYS(recvfrom, s[1], payload, N(5), 0L, &address, &length));
    say("length %u", length);
    length = sizeof who;
    show("SO_PEERCRED", SYS(getsockopt, s[1], (long)SOL_SOCKET, (long)SO_PEERCRED, &who, &length));
    say("pid %s", who.pid == getpid() ? "self" : "other");
}
