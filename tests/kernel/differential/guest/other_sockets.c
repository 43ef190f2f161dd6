/* Sockets that are no pairs, with the descriptor table shared: data, descriptors and credentials pass. */
#include "guest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/sendfile.h>

static const char mixed[] = "mixed data, not one byte";
static const size_t length = sizeof mixed - 1;

static void text_from(const char *who, int fd)
{
    char text[200];
    struct pollfd one = {fd, POLLIN, 0};
    ssize_t n = poll(&one, 1, 2000) == 1 ? read(fd, text, sizeof text - 1) : -1;
    text[n > 0 ? n : 0] = 0;
    say("%s: %zd \"%s\"", who, n, text);
}

static void tcp(int ends[2])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    start_idle_thread();
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    need(bind(listener, (void *)&address, size) == 0 && listen(listener, 1) == 0, "listen");
    getsockname(listener, (void *)&address, &size);
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    need(connect(ends[0], (void *)&address, size) == 0, "connect");
    ends[1] = accept(listener, NULL, NULL);
    close(listener);
}

static void named(int ends[2], int type)
{
    struct sockaddr_un address;
    name_socket(&address, "named");
    start_idle_thread();
    int listener = socket(AF_UNIX, type, 0);
    need(bind(listener, (void *)&address, sizeof address) == 0, "bind");
    ends[0] = socket(AF_UNIX, type, 0);
    if (type != SOCK_DGRAM)
        need(listen(listener, 1) == 0, "listen");
    need(connect(ends[0], (void *)&address, sizeof address) == 0, "connect");
    ends[1] = type == SOCK_DGRAM ? listener : accept(listener, NULL, NULL);
    unlink(address.sun_path);
}

CASE(tcp_data)
{
    int t[2];
    struct iovec iov[] = {{"one ", 4}, {"two", 3}};
    struct msghdr header = {.msg_iov = iov, .msg_iovlen = 2};
    tcp(t);
    show("write", SYS(write, t[0], mixed, length));
    text_from("peer", t[1]);
    show("sendmsg", SYS(sendmsg, t[0], &header, 0L));
    text_from("peer", t[1]);
    show("writev", SYS(writev, t[1], iov, N(2)));
    text_from("back", t[0]);
    show("more", SYS(sendto, t[0], "abc", N(3), (long)MSG_MORE, NULL, 0L));
    show("last", SYS(sendto, t[0], "def", N(3), 0L, NULL, 0L));
    pause_ms(20);
    text_from("peer", t[1]);
    show("bad buffer", SYS(write, t[0], BAD, N(5)));
}

CASE(tcp_large)
{
    int t[2];
    static char large[5 << 20], back[5 << 20];
    tcp(t);
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(i * 11);
    struct job *job = JOB(write, A(t[0]), A(large), A(sizeof large));
    start_thread(job);
    size_t got = 0;
    for (ssize_t n; got < sizeof back && (n = read(t[1], back + got, sizeof back - got)) > 0;)
        got += (size_t)n;
    finish("write", job);
    say("same %d", memcmp(large, back, sizeof back) == 0);
}

CASE(tcp_blocked_and_interrupted)
{
    int t[2];
    catch_signal(SIGUSR1, 0);
    tcp(t);
    struct job *job = JOB(write, A(t[0]), A(payload), MIB);
    /* Buffers that do not grow any more, and are full for a while: on a busy machine acknowledgements come late. */
    setsockopt(t[0], SOL_SOCKET, SO_SNDBUF, &(int){65536}, sizeof(int));
    setsockopt(t[1], SOL_SOCKET, SO_RCVBUF, &(int){65536}, sizeof(int));
    set_nonblocking(t[0], true);
    for (int full = 0; full < 50; pause_ms(20))
        full = write(t[0], payload, MIB) > 0 ? 0 : full + 1;
    set_nonblocking(t[0], false);
    start_thread(job);
    expect_blocked("write", job);
    signal_thread(job, SIGUSR1);
    finish("write", job);
    show_signals();
}

CASE(tcp_peer_gone)
{
    int t[2];
    tcp(t);
    catch_signal(SIGPIPE, 0);
    shutdown(t[0], SHUT_WR);
    show("write", SYS(write, t[0], mixed, length));
    show("nosignal", SYS(sendto, t[0], mixed, length, (long)MSG_NOSIGNAL, NULL, 0L));
    show_signals();
}

CASE(tcp_sendfile)
{
    int t[2], fd = memfd_create("x", 0);
    tcp(t);
    need(write(fd, mixed, length) == (ssize_t)length, "write");
    lseek(fd, 0, SEEK_SET);
    show("sendfile", SYS(sendfile, t[0], fd, NULL, N(100)));
    text_from("peer", t[1]);
}

static int udp(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    need(bind(fd, (void *)address, size) == 0, "bind");
    getsockname(fd, (void *)address, &size);
    return fd;
}

CASE(udp_with_address)
{
    struct sockaddr_in address;
    start_idle_thread();
    int to = udp(&address), from = socket(AF_INET, SOCK_DGRAM, 0);
    struct iovec iov = {(void *)mixed, length};
    struct mmsghdr two[2] = {0};
    for (int i = 0; i < 2; i++)
        two[i].msg_hdr = (struct msghdr){.msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &iov, .msg_iovlen = 1};
    show("no address", SYS(write, from, mixed, length));
    show("sendto", SYS(sendto, from, mixed, length, 0L, &address, sizeof address));
    text_from("peer", to);
    show("sendmmsg", SYS(sendmmsg, from, two, 2L, 0L));
    say("lengths %u %u", two[0].msg_len, two[1].msg_len);
    text_from("peer", to);
    text_from("peer", to);
    show("too large", SYS(sendto, from, payload, N(70000), 0L, &address, sizeof address));
}

CASE(udp_refused)
{
    struct sockaddr_in address;
    start_idle_thread();
    int to = udp(&address), from = socket(AF_INET, SOCK_DGRAM, 0);
    close(to);
    need(connect(from, (void *)&address, sizeof address) == 0, "connect");
    show("first", SYS(write, from, mixed, length));
    pause_ms(20);
    show("second", SYS(write, from, mixed, length));
}

CASE3(named_data)
{
    int u[2];
    named(u, type);
    struct iovec iov[] = {{"one ", 4}, {"two", 3}};
    show("write", SYS(write, u[0], mixed, length));
    text_from("peer", u[1]);
    show("writev", SYS(writev, u[0], iov, N(2)));
    text_from("peer", u[1]);
    show("send", SYS(sendto, u[0], mixed, length, (long)MSG_DONTWAIT, NULL, 0L));
    text_from("peer", u[1]);
    show("sendmsg NULL", SYS(sendmsg, u[0], NULL, 0L));
}

CASE3(named_peer_gone)
{
    int u[2];
    named(u, type);
    catch_signal(SIGPIPE, 0);
    close(u[1]);
    show("write", SYS(write, u[0], mixed, length));
    show("nosignal", SYS(sendto, u[0], mixed, length, (long)MSG_NOSIGNAL, NULL, 0L));
    show_signals();
}

CASE3(named_descriptor)
{
    int u[2], fd = memfd_create("x", 0);
    char room[CMSG_SPACE(sizeof fd)] = {0}, text[100];
    struct iovec iov = {(void *)mixed, length}, in = {text, sizeof text};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    named(u, type);
    struct cmsghdr *control = CMSG_FIRSTHDR(&header);
    *control = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(control), &fd, sizeof fd);
    show("sendmsg", SYS(sendmsg, u[0], &header, 0L));
    memset(room, 0, sizeof room);
    header.msg_iov = &in;
    show("recvmsg", SYS(recvmsg, u[1], &header, (long)MSG_DONTWAIT));
    control = CMSG_FIRSTHDR(&header);
    say("control %d type %d", control != NULL, control ? control->cmsg_type : -1);
    int got = -1;
    if (control)
        memcpy(&got, CMSG_DATA(control), sizeof got);
    show("write to it", SYS(write, got, mixed, length));
    say("size of the original %ld", (long)lseek(fd, 0, SEEK_END));
}

/* SCM_CREDENTIALS must name the program, not whoever carried its message. */
CASE3(named_credentials)
{
    int u[2], on = 1;
    char room[CMSG_SPACE(sizeof(struct ucred))], text[100];
    struct iovec in = {text, sizeof text};
    named(u, type);
    need(setsockopt(u[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0, "SO_PASSCRED");
    show("write", SYS(write, u[0], mixed, length));
    struct msghdr header = {.msg_iov = &in, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    show("recvmsg", SYS(recvmsg, u[1], &header, (long)MSG_DONTWAIT));
    struct cmsghdr *control = CMSG_FIRSTHDR(&header);
    need(control && control->cmsg_type == SCM_CREDENTIALS, "credentials");
    struct ucred who;
    memcpy(&who, CMSG_DATA(control), sizeof who);
    say("pid %s uid %s gid %s", who.pid == getpid() ? "self" : "other", who.uid == getuid() ? "self" : "other",
        who.gid == getgid() ? "self" : "other");
}

CASE(dgram_named_addressed)
{
    int u[2];
    struct sockaddr_un address;
    named(u, SOCK_DGRAM);
    name_socket(&address, "again");
    int to = socket(AF_UNIX, SOCK_DGRAM, 0), from = socket(AF_UNIX, SOCK_DGRAM, 0);
    need(bind(to, (void *)&address, sizeof address) == 0, "bind");
    show("sendto", SYS(sendto, from, mixed, length, 0L, &address, sizeof address));
    text_from("peer", to);
    unlink(address.sun_path);
    show("gone", SYS(sendto, from, mixed, length, 0L, &address, sizeof address));
}

CASE(stream_named_blocked)
{
    int u[2];
    named(u, SOCK_STREAM);
    struct job *job = JOB(write, A(u[0]), A(payload), MIB);
    start_thread(job);
    expect_blocked("write", job);
    show_taken("peer", u[1], MIB);
    finish("write", job);
}
