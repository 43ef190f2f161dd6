/* Processes make random calls on random ends of pairs they inherit, pass, open anew and close; each pair's values are noted. */
#include "../names/passing.h"
#include <sys/stat.h>

enum { MOST = 4096, HELD = 24, WORKERS = 3 };

/* What is known of an object, by inode number: the pair it belongs to, and the first value that came out of that. */
static struct shared {
    int won, next, pairs;
    unsigned long inode[2 * MOST];
    int pair[2 * MOST];
    int value[MOST];
} *shared;

static int held[HELD];
static char buffer[70000];

static void remember(int fd, int pair)
{
    struct stat about;
    int slot = __atomic_fetch_add(&shared->next, 1, __ATOMIC_SEQ_CST);
    fstat(fd, &about);
    if (slot < 2 * MOST) {
        shared->pair[slot] = pair;
        __atomic_store_n(&shared->inode[slot], about.st_ino, __ATOMIC_SEQ_CST);
    }
}

static int pair_of(int fd)
{
    struct stat about;
    if (fstat(fd, &about) || !(S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode)))
        return -1;
    for (int i = 0; i < 2 * MOST && i < shared->next; i++)
        if (shared->inode[i] == about.st_ino)
            return shared->pair[i];
    return -1;
}

static void hold(int fd)
{
    int slot = rand() % HELD;
    if (fd < 0)
        return;
    if (held[slot] >= 0)
        close(held[slot]);
    held[slot] = fd;
    fcntl(fd, F_SETFL, O_NONBLOCK);
}

static void make_pair(void)
{
    int p[2];
    if (shared->pairs > MOST - 8 || make(1 << rand() % 4, p))
        return;
    int pair = __atomic_fetch_add(&shared->pairs, 1, __ATOMIC_SEQ_CST);
    remember(p[0], pair);
    remember(p[1], pair);
    hold(p[0]);
    hold(p[1]);
}

/* Two values out of one pair: somebody has won. */
static void look(int fd)
{
    int pair = pair_of(fd);
    ssize_t n = read(fd, buffer, rand() % 2 ? sizeof buffer : 5);
    for (ssize_t i = 0; pair >= 0 && i < n; i++) {
        int none = 0;
        int *value = &shared->value[pair];
        __atomic_compare_exchange_n(value, &none, buffer[i], 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
        if (*value != buffer[i])
            shared->won = 1;
    }
}

static void again(int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    hold(open(path, (rand() % 2 ? O_RDWR : O_WRONLY) | O_NONBLOCK));
}

static void send_something(int fd, int second)
{
    static const size_t sizes[] = {0, 1, 1, 1, 2, 5, 4096, 4097, 30000, 65536, 70000};
    static const int flags[] = {0, 0, MSG_DONTWAIT, MSG_EOR, MSG_OOB, MSG_MORE, MSG_NOSIGNAL, -1};
    size_t size = sizes[rand() % COUNT(sizes)];
    struct iovec v[3] = {{buffer, size}, {rand() % 20 ? buffer + 7 : (void *)8, rand() % 3}, {buffer, rand() % 9}};
    struct mmsghdr m[2] = {
    {.msg_hdr = {.msg_iov = v, .msg_iovlen = 3}}, {.msg_hdr = {.msg_iov = v + rand() % 3, .msg_iovlen = 1}},
};
    int flag = flags[rand() % COUNT(flags)];
    memset(buffer, 'A' + rand() % 3, sizeof buffer);
    if (size && rand() % 8 == 0)
        buffer[size - 1] = 'B';
    switch (rand() % 12) {
    case 0: case 1: write(fd, buffer, size); break;
    case 2: writev(fd, v, rand() % 4); break;
    case 3: syscall(SYS_pwritev2, fd, v, 3L, -1L, 0L, rand() % 3 ? 0L : 8L); break;
    case 4: send(fd, buffer, size, flag); break;
    case 5: sendmsg(fd, &m[0].msg_hdr, flag); break;
    case 6: sendmmsg(fd, m, 2, flag); break;
    case 7: splice(second, NULL, fd, NULL, 10, SPLICE_F_NONBLOCK); break;
    case 8: tee(second, fd, 10, SPLICE_F_NONBLOCK); break;
    case 9: vmsplice(fd, v, 1, SPLICE_F_NONBLOCK); break;
    case 10: sendfile(fd, second, NULL, 10); break;
    case 11: pass(fd, &second, 1); break;
    }
}

static void work(int worker, double until)
{
    int s[2];
    srand(getpid() * 31 + worker);
    connect_two(s);
    fcntl(s[1], F_SETFL, O_NONBLOCK);
    for (long turn = 0; turn % 16 || (now() < until && !shared->won); turn++) {
        int fd = held[rand() % HELD], second = held[rand() % HELD];
        switch (rand() % 14) {
        case 0: make_pair(); break;
        case 1: hold(dup(fd)); break;
        case 2: again(fd); break;
        case 3: pass(s[1], &second, 1); break;
        case 4: hold(receive(s[0], 0)); break;
        case 5: case 6: case 7: look(fd); break;
        case 8: if (rand() % 4 == 0) shutdown(fd, rand() % 3); break;
        case 9: if (fd >= 0) fcntl(fd, F_SETFL, O_NONBLOCK | (rand() % 2 ? O_DIRECT : 0)); break;
        default: send_something(fd, second); break;
        }
    }
}

int main(void)
{
    double until = tries_until(1.5);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < HELD; i++)
        held[i] = -1;
    for (int i = 0; i < 8; i++)
        make_pair();
    for (int i = 0; i < WORKERS; i++)
        if (!fork()) {
            end_with_maker();
            work(i, until);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    end(shared->won, "each pair had one value");
}
