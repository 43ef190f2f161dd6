/* Messages without control data, received by a program with threads: what each call comes to, one line each.
 *
 * `receiving plain`: every kind of socket, length, flag and failure. `receiving signals`: calls that sleep, while signals and stops
 * arrive. Registers that a call may not change are looked at, by the caller and by handlers.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/ucontext.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../../harness/bound.h"

#define COUNT(list) (int)(sizeof(list) / sizeof *(list))
#define JUNK 0xfeedface00000000UL

static char buffer[128], name[128], control[128];
static struct iovec vectors[2] = {{buffer, 0}, {buffer + 64, 8}};
static struct msghdr header;
static volatile int over;

/* recvmsg with known values in every register; says which of them has changed. */
__attribute__((noinline)) static long receive(long fd, void *message, long flags)
{
    long result = SYS_recvmsg, one = fd, two = (long)message, three = flags;
    register long four __asm__("r10") = 0x4444;
    register long five __asm__("r8") = 0x5555;
    register long six __asm__("r9") = 0x6666;
    register long kept __asm__("r12") = 0x7777;
    __asm__ volatile(".globl call_made\nsyscall\ncall_made:"
                     : "+a"(result), "+D"(one), "+S"(two), "+d"(three), "+r"(four), "+r"(five), "+r"(six), "+r"(kept)
                     :
                     : "rcx", "r11", "memory");
    if (one != fd || two != (long)message || three != flags || four != 0x4444 || five != 0x5555 || six != 0x6666 || kept != 0x7777)
        printf("registers have changed\n");
    return result;
}
extern char call_made[];

static void show(const char *what, long result)
{
    unsigned sum = 0;
    for (int i = 0; i < COUNT(buffer); i++)
        sum = sum * 31 + (unsigned char)buffer[i];
    for (int i = 0; i < COUNT(name); i++)
        sum = sum * 31 + (i == 2 || i == 3 ? 0 : (unsigned char)name[i]); /* the port is another one each time */
    printf("%s: %ld, flags %x, name %d, control %zu, vectors %zu, bytes %x\n", what, result, header.msg_flags, header.msg_namelen,
           header.msg_controllen, header.msg_iovlen, strstr(what, "netlink") ? 0 : sum);
}

static void prepare(int length, int name_length)
{
    memset(buffer, '.', sizeof buffer);
    memset(name, '-', sizeof name);
    vectors[0].iov_len = length;
    header = (struct msghdr){.msg_iov = vectors, .msg_iovlen = 1, .msg_flags = -1};
    if (name_length > -2)
        header.msg_name = name, header.msg_namelen = name_length;
}

static void connect_two(int kind, int family, int s[2])
{
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr *place = family == AF_INET ? (void *)&four : (void *)&six;
    socklen_t size = family == AF_INET ? sizeof four : sizeof six;
    int first = socket(family, kind, 0);
    bind(first, place, size);
    getsockname(first, place, &size);
    s[1] = socket(family, kind, 0);
    if (kind == SOCK_STREAM)
        listen(first, 1);
    connect(s[1], place, size);
    s[0] = kind == SOCK_STREAM ? accept(first, NULL, NULL) : first;
    if (kind == SOCK_STREAM)
        close(first);
}

static void *sleep_on(void *unused)
{
    while (!over)
        usleep(10000);
    return unused;
}

static const struct {
    const char *name;
    int kind, family;
} kinds[] = {
    {"udp4", SOCK_DGRAM, AF_INET}, {"udp6", SOCK_DGRAM, AF_INET6}, {"tcp4", SOCK_STREAM, AF_INET}, {"tcp6", SOCK_STREAM, AF_INET6},
    {"netlink", SOCK_RAW, AF_NETLINK}, {"unix", SOCK_DGRAM, AF_UNIX},
};

static void open_two(int index, int s[2])
{
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    if (kinds[index].family == AF_NETLINK) {
        s[0] = s[1] = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
        connect(s[0], (struct sockaddr *)&kernel, sizeof kernel);
    } else if (kinds[index].family == AF_UNIX) {
        socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
    } else {
        connect_two(kinds[index].kind, kinds[index].family, s);
    }
}

static void put_in(int index, const int s[2])
{
    static const struct nlmsghdr nothing = {sizeof nothing, NLMSG_NOOP, NLM_F_REQUEST | NLM_F_ACK, 7, 0};
    if (kinds[index].family == AF_NETLINK)
        send(s[1], &nothing, sizeof nothing, 0);
    else
        send(s[1], kinds[index].family == AF_UNIX ? "e" : "0123456789", kinds[index].family == AF_UNIX ? 1 : 10, 0);
}

static void plain(int index)
{
    static const int flags[] = {0, MSG_TRUNC, MSG_PEEK, MSG_PEEK | MSG_TRUNC, MSG_CMSG_CLOEXEC, MSG_NOSIGNAL, MSG_OOB, MSG_ERRQUEUE,
                                MSG_DONTWAIT | MSG_CMSG_CLOEXEC, 0x10000000, 1 << 31};
    static const int lengths[] = {0, 1, 10, 36, 64}, names[] = {-2, -1, 0, 5, 128, 1000};
    char *read_only = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), what[100];
    int s[2], rest[64];
    open_two(index, s);
    for (int f = 0; f < COUNT(flags); f++)
        for (int l = 0; l < COUNT(lengths); l++)
            for (int n = 0; n < COUNT(names); n++) {
                put_in(index, s);
                prepare(lengths[l], names[n]);
                snprintf(what, sizeof what, "%s flags %x length %d name %d", kinds[index].name, flags[f], lengths[l], names[n]);
                show(what, receive(JUNK | s[0], &header, JUNK | flags[f] | (flags[f] & MSG_OOB ? MSG_DONTWAIT : 0)));
                while (recv(s[0], rest, sizeof rest, MSG_DONTWAIT) > 0)
                    ;
            }
    struct {
        const char *what;
        void *place;
        int count, room;
    } odd[] = {{"no header", NULL, 1, 0}, {"two buffers", &header, 2, 0}, {"no buffer", &header, 0, 0}, {"control", &header, 1, 100},
               {"header across pages", read_only + 4096 - 48, 1, 0}, {"header to be read only", read_only, 1, 0}};
    for (int i = 0; i < COUNT(odd); i++) {
        put_in(index, s);
        prepare(8, 128);
        header.msg_iovlen = odd[i].count;
        header.msg_control = control;
        header.msg_controllen = odd[i].room;
        if (odd[i].place && odd[i].place != &header)
            memcpy(odd[i].place, &header, sizeof header);
        if (odd[i].place == read_only)
            mprotect(read_only, 4096, PROT_READ);
        snprintf(what, sizeof what, "%s %s", kinds[index].name, odd[i].what);
        show(what, receive(s[0], odd[i].place, 0));
        while (recv(s[0], rest, sizeof rest, MSG_DONTWAIT) > 0)
            ;
    }
    put_in(index, s);
    prepare(8, -2);
    vectors[0].iov_base = (void *)16;
    snprintf(what, sizeof what, "%s a bad buffer", kinds[index].name);
    show(what, receive(s[0], &header, MSG_DONTWAIT));
    vectors[0].iov_base = buffer;
    put_in(index, s);
    prepare(8, 128);
    header.msg_name = (void *)16;
    snprintf(what, sizeof what, "%s a bad name", kinds[index].name);
    show(what, receive(s[0], &header, 0));
    if (kinds[index].family == AF_NETLINK || kinds[index].family == AF_UNIX)
        return;
    while (recv(s[0], rest, sizeof rest, MSG_DONTWAIT) > 0)
        ;
    close(s[kinds[index].kind == SOCK_STREAM]); /* the end of a connection; a port where nobody listens */
    prepare(8, -2);
    snprintf(what, sizeof what, "%s nobody there", kinds[index].name);
    send(s[1], "x", 1, MSG_NOSIGNAL);
    show(what, receive(s[kinds[index].kind != SOCK_STREAM], &header, 0));
}

static sigjmp_buf out;
static volatile int handled, inside, is_wrong, jumps, feeds;
static pid_t receiver;
static int ends[2];

static void handle(int unused, siginfo_t *info, void *context)
{
    const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    (void)unused, (void)info;
    handled = 1;
    int made = r[REG_RIP] == (greg_t)call_made && r[REG_RAX] == -EINTR;
    int again = r[REG_RIP] == (greg_t)call_made - 2 && r[REG_RAX] == SYS_recvmsg && inside == -1;
    if (!made && !again)
        return;
    is_wrong |= r[REG_RDI] != ends[0] || r[REG_RSI] != (greg_t)&header || r[REG_RDX] != 0;
    is_wrong |= r[REG_R10] != 0x4444 || r[REG_R8] != 0x5555 || r[REG_R9] != 0x6666 || r[REG_R12] != 0x7777;
    inside = 1;
    if (jumps)
        siglongjmp(out, 1);
}

/* Sends signals until the receiver has been in its call for one; then, if it goes on, what it waits for. */
static void *disturb(void *unused)
{
    while (inside < 1) {
        usleep(2000);
        syscall(SYS_tgkill, getpid(), receiver, SIGUSR1);
    }
    if (feeds)
        send(ends[1], "0123456789", 10, 0);
    return unused;
}

static void interrupted(const char *what, int flags, int jump, int feed)
{
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | flags};
    pthread_t thread;
    sigaction(SIGUSR1, &action, NULL);
    handled = 0, inside = -1, jumps = jump, feeds = feed;
    prepare(8, 128);
    pthread_create(&thread, NULL, disturb, NULL);
    long result = -1;
    if (sigsetjmp(out, 1))
        result = -1000;
    else
        do
            result = receive(ends[0], &header, 0);
        while (result == -EINTR && inside < 1);
    pthread_join(thread, NULL);
    show(what, result);
    printf("%s: handled %d, inside %d, wrong %d\n", what, handled, inside, is_wrong);
    if (!feed) {
        send(ends[1], "0123456789", 10, 0);
        prepare(8, 128);
        show(what, receive(ends[0], &header, 0));
    }
}

static void *make_pairs(void *unused)
{
    for (int p[2], i = 0; i < 20; i++) {
        usleep(2000);
        if (!pipe(p))
            close(p[0]), close(p[1]);
    }
    send(ends[1], "0123456789", 10, 0);
    return unused;
}

static void *stop_often(void *unused)
{
    pid_t parent = getpid(), child = fork();
    if (!child) {
        end_with_maker();
        for (int i = 0; i < 10; i++) {
            usleep(3000);
            kill(parent, SIGSTOP);
            usleep(3000);
            kill(parent, SIGCONT);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    send(ends[1], "0123456789", 10, 0);
    return unused;
}

static void *ignored(void *unused)
{
    for (int i = 0; i < 10; i++) {
        usleep(2000);
        syscall(SYS_tgkill, getpid(), receiver, SIGURG);
    }
    send(ends[1], "0123456789", 10, 0);
    return unused;
}

static void slept(const char *what, void *(*meanwhile)(void *))
{
    pthread_t thread;
    prepare(64, 128);
    pthread_create(&thread, NULL, meanwhile, NULL);
    show(what, receive(ends[0], &header, 0));
    pthread_join(thread, NULL);
}

int main(int count, char **words)
{
    pthread_t sleeper;
    setvbuf(stdout, NULL, _IOFBF, 1 << 20);
    pthread_create(&sleeper, NULL, sleep_on, NULL);
    receiver = syscall(SYS_gettid);
    if (count > 1 && !strcmp(words[1], "plain")) {
        for (int i = 0; i < COUNT(kinds); i++)
            plain(i);
    } else {
        connect_two(SOCK_DGRAM, AF_INET, ends);
        interrupted("ended", 0, 0, 0);
        interrupted("made again", SA_RESTART, 0, 1);
        interrupted("left", SA_RESTART, 1, 0);
        interrupted("left for good", 0, 1, 0);
        slept("beside pairs", make_pairs);
        slept("stopped", stop_often);
        slept("ignored", ignored);
    }
    over = 1;
    pthread_join(sleeper, NULL);
    return 0;
}
