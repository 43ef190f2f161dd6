/* Ways to hold a write end: dup, reopening, fork, vfork, another thread, SCM_RIGHTS, exec. */
#include "guest.h"
#include "../../../harness/bound.h"
#include <sys/prctl.h>
#include <sys/resource.h>

static int p[2];

static void after(void)
{
    close(p[1]);
    drain("reader", p[0]);
}

CASE(end_duplicates)
{
    make_pipe(p, 0);
    show("dup", SYS(write, dup(p[1]), payload, N(1)));
    show("dup2", SYS(write, dup2(p[1], 77), payload, N(2)));
    show("dup3", SYS(write, dup3(p[1], 78, O_CLOEXEC), payload, N(3)));
    show("F_DUPFD", SYS(write, fcntl(p[1], F_DUPFD, 90), payload, N(4)));
    show("dup2 over itself", SYS(write, dup2(p[1], p[1]), payload, N(5)));
    drain("reader", p[0]);
}

CASE(end_number_reused)
{
    int q[2];
    make_pipe(p, 0);
    make_pipe(q, 0);
    show("p", SYS(write, p[1], payload, N(1)));
    dup2(q[1], p[1]);
    show("q under p's number", SYS(write, p[1], payload, N(2)));
    drain("p", p[0]);
    drain("q", q[0]);
}

CASE(end_stdout_replaced)
{
    int saved = dup(1);
    make_pipe(p, 0);
    dup2(p[1], 1);
    outcome result = SYS(write, 1L, payload, N(9));
    dup2(saved, 1);
    show("write", result);
    after();
}

CASE(end_nonblocking_is_shared_by_duplicates)
{
    make_pipe(p, 0);
    int twin = dup(p[1]);
    set_nonblocking(twin, true);
    show("1 MiB", SYS(write, p[1], payload, N(MIB)));
    show("again", SYS(write, p[1], payload, N(MIB)));
    say("flags %x", (unsigned)fcntl(p[1], F_GETFL));
    close(twin);
    after();
}

CASE(end_reopened_for_writing)
{
    make_pipe(p, 0);
    int again = reopen(p[1], O_WRONLY);
    show("write", SYS(write, again, payload, N(5)));
    show("original", SYS(write, p[1], payload, N(6)));
    close(again);
    after();
}

CASE(end_reopened_from_read_end)
{
    make_pipe(p, 0);
    int again = reopen(p[0], O_WRONLY | O_NONBLOCK);
    show("write", SYS(write, again, payload, N(5)));
    show("1 MiB", SYS(write, again, payload, N(MIB)));
    say("flags %x, original %x", (unsigned)fcntl(again, F_GETFL), (unsigned)fcntl(p[1], F_GETFL));
    close(again);
    after();
}

CASE(end_reopened_read_write)
{
    make_pipe(p, 0);
    int both = reopen(p[0], O_RDWR);
    close(p[0]);
    close(p[1]);
    show("write", SYS(write, both, payload, N(50)));
    drain("same descriptor", both);
}

CASE(end_reopened_packet)
{
    make_pipe(p, 0);
    int again = reopen(p[1], O_WRONLY);
    show("F_SETFL", SYS(fcntl, again, (long)F_SETFL, (long)O_DIRECT));
    show("1", SYS(write, again, payload, N(1)));
    show("2", SYS(write, again, payload, N(2)));
    drain_messages("reader", p[0]);
}

CASE(end_in_forked_child)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 7);
    run_in_child(job);
    show("child's write", job->out);
    show("own write", SYS(write, p[1], payload, N(8)));
    after();
}

CASE(end_in_vforked_child)
{
    make_pipe(p, 0);
    volatile long result = 0;
    int status;
    pid_t pid = vfork();
    if (pid == 0) {
        result = syscall(SYS_write, p[1], payload, N(9));
        _exit(3);
    }
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    say("child's write -> %ld", result);
    show_status("child", status);
    after();
}

CASE(end_in_another_thread)
{
    make_pipe(p, 0);
    struct job *job = JOB(write, A(p[1]), A(payload), 7);
    start_thread(job);
    finish("thread", job);
    after();
}

CASE(end_in_many_threads)
{
    struct job *jobs[16];
    make_pipe(p, 0);
    for (int i = 0; i < 16; i++)
        start_thread(jobs[i] = JOB(write, A(p[1]), A(payload), 100 + i));
    for (int i = 0; i < 16; i++)
        finish("thread", jobs[i]);
    after();
}

CASE(end_after_exec)
{
    make_pipe(p, 0);
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(p[1], 1);
        execl("/bin/sh", "sh", "-c", "printf eeee; printf eeeeee", NULL);
        _exit(99);
    }
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    show_status("sh", status);
    after();
}

/* A named socket, because a descriptor sent over a socketpair is data in that pair. */
static void send_descriptor(const struct sockaddr_un *address, int fd)
{
    char room[CMSG_SPACE(sizeof(int))] = {0}, other[] = "not uniform";
    struct iovec iov = {other, sizeof other};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    struct cmsghdr *control = CMSG_FIRSTHDR(&header);
    *control = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(control), &fd, sizeof fd);
    int sock = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(sock, (const void *)address, sizeof *address) < 0 || sendmsg(sock, &header, 0) != sizeof other)
        _exit(98);
    _exit(0);
}

static int receive_descriptor(int sock)
{
    char room[CMSG_SPACE(sizeof(int))], text[64];
    struct iovec iov = {text, sizeof text};
    struct msghdr header = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    need(recvmsg(sock, &header, 0) > 0 && CMSG_FIRSTHDR(&header), "recvmsg");
    int fd;
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&header)), sizeof fd);
    return fd;
}

static void passed(int kind, int type)
{
    struct sockaddr_un address;
    int status, ends[2];
    name_socket(&address, "pass");
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    need(bind(listener, (void *)&address, sizeof address) == 0 && listen(listener, 1) == 0, "listen");
    pid_t pid = fork();
    if (pid == 0) {
        end_with_maker();
        kind == 0 ? make_pipe(ends, 0) : make_pair(ends, type);
        write(ends[1], payload, 3);
        send_descriptor(&address, ends[1]);
    }
    int end = receive_descriptor(accept(listener, NULL, NULL));
    need(waitpid(pid, &status, 0) == pid, "waitpid");
    show_status("sender", status);
    catch_signal(SIGPIPE, 0);
    show("reader is gone", SYS(write, end, payload, N(5)));
    if (kind == 0) {
        int reader = reopen(end, O_RDONLY | O_NONBLOCK);
        show("write", SYS(write, end, payload, N(6)));
        drain("reader", reader);
    }
    show_signals();
    unlink(address.sun_path);
}

CASE(end_pipe_received)
{
    passed(0, 0);
}

CASE3(end_received)
{
    passed(1, type);
}

CASE(end_at_descriptor_limit)
{
    struct rlimit limit;
    make_pipe(p, 0);
    need(getrlimit(RLIMIT_NOFILE, &limit) == 0, "getrlimit");
    limit.rlim_cur = (rlim_t)p[1] + 1;
    need(setrlimit(RLIMIT_NOFILE, &limit) == 0, "setrlimit");
    show("dup", SYS(dup, p[1]));
    show("write", SYS(write, p[1], payload, N(5)));
    after();
}

CASE(end_survives_chdir_and_setsid)
{
    make_pipe(p, 0);
    need(chdir("/") == 0, "chdir");
    prctl(PR_SET_NAME, "renamed) R 1");
    show("write", SYS(write, p[1], payload, N(5)));
    after();
}
