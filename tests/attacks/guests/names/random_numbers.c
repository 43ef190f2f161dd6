/* Threads and a process that share a table move the ends of pairs from number to number while they write; another one reads. */
#include "../bytes/ways.h"

enum { PAIRS = 12, FIRST = 200, NUMBERS = 6 };

static int ends[PAIRS][2], null;
static double until;

/* Mixes numbers up: those of a few slots that all writers use. */
static void move(unsigned *seed)
{
    int slot = FIRST + rand_r(seed) % NUMBERS, from = rand_r(seed) % PAIRS;
    switch (rand_r(seed) % 5) {
    case 0: dup2(null, slot); break;
    case 1: close(slot); dup(ends[from][1]); break;
    case 2: fcntl(ends[from][1], F_DUPFD, slot); break;
    default: dup2(ends[from][1], slot); break;
    }
}

static void put(unsigned *seed)
{
    char data[40];
    int slot = FIRST + rand_r(seed) % NUMBERS;
    struct iovec v = {data, 1 + rand_r(seed) % sizeof data};
    struct mmsghdr m = {.msg_hdr = {.msg_iov = &v, .msg_iovlen = 1}};
    memset(data, 'A' + rand_r(seed) % 3, sizeof data);
    switch (rand_r(seed) % 6) {
    case 0: writev(slot, &v, 1); break;
    case 1: send(slot, data, v.iov_len, MSG_NOSIGNAL); break;
    case 2: sendmsg(slot, &m.msg_hdr, MSG_NOSIGNAL); break;
    case 3: sendmmsg(slot, &m, 1, MSG_NOSIGNAL); break;
    default: write(slot, data, v.iov_len); break;
    }
}

static void *writer(void *number)
{
    unsigned seed = (unsigned)(long)number * 7919 + getpid();
    while (now() < until)
        for (int i = 0; i < 8; i++)
            if (rand_r(&seed) % 2)
                move(&seed);
            else
                put(&seed);
    return NULL;
}

static int sharing(void *number)
{
    end_with_maker();
    writer(number);
    return 0;
}

static int sharer(void)
{
    static char stack[65536];
    pthread_t t[2];
    pid_t pid = clone(sharing, stack + sizeof stack, CLONE_FILES | SIGCHLD, (void *)9);
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, writer, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    waitpid(pid, NULL, 0);
    return 0;
}

int main(void)
{
    unsigned char values[PAIRS] = {0}, data[4096];
    int won = 0;
    until = tries_until(1.3);
    signal(SIGPIPE, SIG_IGN);
    null = open("/dev/full", O_WRONLY);
    for (int i = 0; i < PAIRS; i++)
        make(1 << i % 4, ends[i]);
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        _exit(sharer());
    }
    for (int last = 0; !last && !won;) {
        last = now() > until + 0.1;
        for (int i = 0; i < PAIRS; i++) {
            ssize_t n = read(ends[i][0], data, sizeof data);
            for (ssize_t j = 0; j < n; j++) {
                won |= values[i] && values[i] != data[j];
                values[i] = data[j];
            }
        }
        usleep(500);
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    end(won, "each pair had one value");
}
