/* Calls that need others to stand still, all at once: pairs are made and duplicated onto numbers that are in use, ends opened again, messages
 * received from sockets that siblings exchange; a process beside them has the whole sandbox stand still, stops and continues them. Two write.
 * dies
 */
#include "hunt.h"
#include <netinet/in.h>

enum { NULLS = 60, SOCKET = 50, INET = 61, LOW = 3, HIGH = 8 };
static int read_end;

static void *make_pairs(void *unused)
{
    for (;;) {
        int p[2];
        if (!pipe2(p, O_NONBLOCK)) {
            hunt->tried++;
            write_and_see(p[1]);
            has_data(p[0]);
            dup2(NULLS, p[1]);
            close(p[0]), close(p[1]);
        }
        if (!socketpair(AF_UNIX, SOCK_STREAM, 0, p))
            close(p[0]), close(p[1]);
    }
    return unused;
}

static void *duplicate(void *end)
{
    unsigned seed = gettid();
    for (;;) {
        int to = LOW + draw(&seed) % (HIGH - LOW);
        if (dup2((long)end, to) == to)
            hunt->met++;
        dawdle(&seed, 500);
        dup2(NULLS, to);
        dawdle(&seed, 500);
    }
    return NULL;
}

static void *open_again(void *unused)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", read_end);
    for (int i = 0; i < 200; i++) {
        int end = open(path, O_WRONLY | O_NONBLOCK);
        write_and_see(end);
        close(end);
    }
    return unused;
}

static void *receive_often(void *unused)
{
    for (unsigned i = 0;; i++) {
        char byte;
        struct iovec v = {&byte, 1};
        struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
        recvmsg(SOCKET, &m, MSG_DONTWAIT);
        dup2(i & 1 ? INET : NULLS, SOCKET);
    }
    return unused;
}

static void *write_low(void *unused)
{
    for (;;)
        for (int n = LOW; n <= HIGH + 2; n++)
            write_and_see(n);
    return unused;
}

static void disturb(pid_t whom, int stops)
{
    unsigned seed = whom;
    end_with_maker();
    for (;;) {
        setpriority(PRIO_PGRP, 0, 1);
        usleep(draw(&seed) % 2000);
        if (stops) {
            kill(whom, SIGSTOP), usleep(draw(&seed) % 1500), kill(whom, SIGCONT);
        }
    }
}

static void attempt(void)
{
    pthread_t t;
    int p[2];
    pid_t me = getpid();
    dup2(open("/dev/null", O_WRONLY), NULLS);
    dup2(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), INET);
    pipe2(p, O_NONBLOCK);
    read_end = fcntl(p[0], F_DUPFD, 40);
    int end = p[1];
    setpgid(0, 0);
    pid_t other = fork();
    if (!other)
        disturb(me, me & 1);
    syscall(SYS_close_range, HIGH + 4, 30, 0);
    pthread_create(&t, NULL, make_pairs, NULL), pthread_create(&t, NULL, duplicate, (void *)(long)end);
    pthread_create(&t, NULL, me & 2 ? open_again : receive_often, NULL);
    pthread_create(&t, NULL, write_low, NULL), pthread_create(&t, NULL, write_low, NULL);
    for (double until = now() + 0.3; now() < until && !hunt->through; usleep(500))
        has_data(read_end);
    kill(other, SIGKILL);
}

int main(void) { hunt_for(2, attempt, "nothing was in a pipe"); }
