/* A thread looks for mappings that its program has not made, and forges, replaces, moves, protects and removes what it finds: a
 * supervisor's program for a filter, say. Another thread gives a pair's end new numbers meanwhile, and writes data; or a child of it does
 * that, which has its memory (vfork).
 */
#include "arming.h"

enum { PAGE = 4096, KNOWN = 400 };

static unsigned long known[KNOWN][2];
static volatile int ready, over;
static char maps[1 << 17], copy[PAGE];
static char *own;

/* The next mapping of a text like /proc/self/maps; 0 behind the last. Gives its addresses and its line. */
static int next_mapping(char **text, unsigned long *first, unsigned long *last, char **line)
{
    char *end_of_line = strchr(*text, '\n');
    if (!end_of_line)
        return 0;
    *end_of_line = 0;
    *line = *text;
    *text = end_of_line + 1;
    return sscanf(*line, "%lx-%lx", first, last) == 2;
}

static void read_maps(void)
{
    int file = open("/proc/self/maps", O_RDONLY);
    size_t size = 0;
    for (ssize_t n; (n = read(file, maps + size, sizeof maps - 1 - size)) > 0;)
        size += n;
    maps[size] = 0;
    close(file);
}

static int is_known(unsigned long first)
{
    for (int i = 0; i < KNOWN && known[i][1]; i++)
        if (known[i][0] <= first && first < known[i][1])
            return 1;
    return 0;
}

static void harm(unsigned long first, unsigned long last, unsigned turn, int memory)
{
    enum { DONTNEED = 4, FREE = 8, REMOVE = 9, POPULATE_WRITE = 23, GUARD_INSTALL = 102, GUARD_REMOVE = 103 };
    static const int advice[] = {DONTNEED, FREE, REMOVE, POPULATE_WRITE, GUARD_INSTALL, GUARD_REMOVE};
    char *place = (char *)first;
    int copied = pread(memory, copy, PAGE, first) == PAGE && forge(copy, PAGE);
    switch (turn % 6) {
    case 0: /* a forged page in its place, at one moment */
        memcpy(own, copy, PAGE);
        if (copied && mremap(own, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, place) == place)
            mmap(own, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        break;
    case 1:
        if (mprotect(place, last - first, PROT_READ | PROT_WRITE) == 0)
            pwrite(memory, copy, PAGE, first);
        break;
    case 2:
        pwrite(memory, copy, PAGE, first);
        break;
    case 3:
        madvise(place, last - first, advice[turn / 6 % COUNT(advice)]);
        break;
    case 4:
        mremap(place, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, own + PAGE);
        break;
    default:
        munmap(place, last - first);
    }
}

static void *hunt(void *unused)
{
    int memory = open("/proc/self/mem", O_RDWR);
    for (unsigned turn = 0; !over;) {
        char *text = maps, *line;
        unsigned long first, last;
        read_maps();
        for (int i = 0; next_mapping(&text, &first, &last, &line);)
            if (!ready && i < KNOWN)
                known[i][0] = first, known[i++][1] = last;
            else if (!strchr(line, '[') && !is_known(first))
                harm(first, last, turn++, memory);
        ready = 1;
    }
    close(memory);
    return unused;
}

static int attempt(void)
{
    pthread_t hunter;
    int won = 0;
    own = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_create(&hunter, NULL, hunt, NULL);
    while (!ready)
        ;
    for (int i = 0; i < 16 && !won; i++) {
        int p[2];
        if (i & 1 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        for (int to = 20; to < 23; to++) {
            struct call call = {SYS_dup2, {p[1], to + i % 3 * 3, 0, 0}, to + i % 3 * 3};
            if (i % 4 != 3)
                then_write(&call);
            else if (vfork() == 0) {
                then_write(&call);
                _exit(0);
            } else
                wait(NULL);
            close(call.to);
        }
        won = foreign(p[0], 'A');
        close(p[0]), close(p[1]);
    }
    over = 1;
    pthread_join(hunter, NULL);
    return won;
}

int main(void) { try_again_for(1, attempt, "no number let it through"); }
