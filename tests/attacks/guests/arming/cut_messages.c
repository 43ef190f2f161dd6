/* Messages with ends of pairs, received with too little room for them, into memory that cannot be written, several at a time, peeked at, or
 * read as plain bytes: every number that is new then gets data.
 */
#include "../names/passing.h"
#include <sys/stat.h>

enum { NUMBERS = 200 };

static int sockets[2], in_end, out_end;
static char bytes[64], room[1024];
static struct iovec vector = {bytes, sizeof bytes};

static void pass_ends(int count)
{
    int ends[] = {out_end, out_end, out_end};
    pass(sockets[1], ends, count);
}

static void take(void *control, size_t size, int flags)
{
    struct msghdr m = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = size};
    recvmsg(sockets[0], &m, flags | MSG_DONTWAIT);
}

static char *page_before_nothing(void)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(pages + 4096, 4096);
    return pages + 4096;
}

static void peeked(void) { take(room, sizeof room, MSG_PEEK), take(room, sizeof room, MSG_PEEK); }
static void cut(void) { take(room, CMSG_SPACE(sizeof(int)), MSG_CMSG_CLOEXEC); }
static void cut_in_a_number(void) { take(room, CMSG_LEN(6), 0); }
static void torn(void) { take(page_before_nothing() - 20, 64, 0); }
static void torn_later(void) { take(page_before_nothing() - 24, 64, 0); }

static void into_constants(void)
{
    char *page = page_before_nothing() - 4096;
    mprotect(page, 4096, PROT_READ);
    take(page, 64, 0);
}

static void bytes_into_nothing(void)
{
    vector.iov_base = (void *)8;
    take(room, sizeof room, MSG_PEEK);
    vector.iov_base = bytes;
    take(room, sizeof room, 0);
}

static void many(void)
{
    struct mmsghdr m[3] = {0};
    pass_ends(2);
    pass_ends(1);
    for (int i = 0; i < 3; i++)
        m[i].msg_hdr = (struct msghdr){.msg_iov = &vector, .msg_iovlen = 1, .msg_control = room + 64 * i, .msg_controllen = 64};
    syscall(SYS_recvmmsg, 0x5500000000L | sockets[0], m, 3, MSG_DONTWAIT, NULL);
}

static const struct {
    const char *name;
    int maybe;
    void (*take)(void);
} takes[] = {
    {"peeked at", 0, peeked}, {"cut", 0, cut}, {"cut in a number", MAYBE, cut_in_a_number}, {"torn", MAYBE, torn},
    {"torn later", MAYBE, torn_later}, {"into constants", MAYBE, into_constants},
    {"bytes into nothing", 0, bytes_into_nothing}, {"many", 0, many},
};

int main(void)
{
    connect_two(sockets);
    for (int i = 0; i < COUNT(takes); i++)
        for (int kind = PIPE; kind <= STREAM; kind *= 2) {
            int p[2], known[NUMBERS], through;
            struct stat facts;
            if (make(kind, p) || write(p[1], "A", 1) != 1)
                end(0, "no pair");
            in_end = p[0], out_end = p[1];
            for (int fd = 0; fd < NUMBERS; fd++)
                known[fd] = fcntl(fd, F_GETFD) >= 0;
            pass_ends(3);
            takes[i].take();
            for (int fd = 0; fd < NUMBERS; fd++)
                if (!known[fd] && !fstat(fd, &facts))
                    write(fd, "B", 1);
            through = other(p[0], 'A');
            note(takes[i].name, kind_name(kind), takes[i].maybe, through);
            for (int fd = 3; fd < NUMBERS; fd++)
                if (!known[fd])
                    close(fd);
            while (recv(sockets[0], bytes, sizeof bytes, MSG_DONTWAIT) > 0)
                ;
            close(p[0]);
            close(p[1]);
        }
    finish();
}
