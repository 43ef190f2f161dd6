/* What exchanges the files in its own memory that filters are read from: for copies in which every filter lets everything run.
 *
 * They are known by their lines in /proc/self/maps. Where there is nobody who adds filters there are none.
 */
#include "arming.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

enum { LAID_MOST = 40 };

/* A file where it was mapped, and elsewhere: itself, and its forged copy. */
static struct laid {
    char *place, *itself, *forged;
    unsigned long size;
} laid[LAID_MOST];
static volatile int laid_count, wanted; /* the one that is used next */

/* Puts what lies at `from` to `to` as well, at one moment: a shared mapping of no length is mapped once more (mremap). */
static int put(char *from, char *to, unsigned long size)
{
    return mremap(from, 0, size, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to;
}

static char *room_for(unsigned long size)
{
    return mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* Copies what lies there, if that can be read. */
static int forged_copy(struct laid *one)
{
    int file = syscall(SYS_memfd_create, "", 0), memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC), done = 0;
    char *text = mmap(NULL, one->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pread(memory, text, one->size, (off_t)one->place) == (ssize_t)one->size && forge(text, one->size)) {
        write(file, text, one->size);
        one->forged = mmap(NULL, one->size, PROT_READ, MAP_SHARED, file, 0);
        one->itself = room_for(one->size);
        done = put(one->place, one->itself, one->size);
    }
    munmap(text, one->size);
    close(memory), close(file);
    return done;
}

static int is_ours(char *place)
{
    for (int i = 0; i < laid_count; i++)
        if (laid[i].place == place || laid[i].itself == place || laid[i].forged == place)
            return 1;
    return 0;
}

/* Notes every file that lies there now and did not before. For one thread. */
static void find_laid(void)
{
    static char text[1 << 17];
    int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    for (ssize_t n; (n = read(maps, text + size, sizeof text - 1 - size)) > 0;)
        size += n;
    close(maps);
    text[size] = 0;
    for (char *at = text, *end; (end = strchr(at, '\n')); at = end + 1) {
        unsigned long from, to;
        *end = 0;
        if (!strstr(at, " r--s ") || !strstr(at, "/memfd: (deleted)") || sscanf(at, "%lx-%lx", &from, &to) != 2)
            continue;
        if (is_ours((char *)from) || laid_count == LAID_MOST)
            continue;
        laid[laid_count] = (struct laid){(char *)from, NULL, NULL, to - from};
        if (forged_copy(&laid[laid_count]))
            laid_count++;
    }
}

/* For a moment the forged copy lies in its place. Then it does not, unless somebody has sealed that. */
static void exchange(struct laid *one, unsigned turn)
{
    put(one->forged, one->place, one->size);
    for (volatile unsigned i = 0; i < turn % 997 * 8; i++)
        ;
    put(one->itself, one->place, one->size);
    for (volatile unsigned i = 0; i < turn % 1009 * 8; i++)
        ;
}

/* Whatever else can be done to memory. */
static void harm(struct laid *one, unsigned turn)
{
    enum { DONTNEED = 4, FREE = 8, REMOVE = 9, DONTFORK = 10, DOFORK = 11, POPULATE_WRITE = 23, GUARD_INSTALL = 102, GUARD_REMOVE = 103 };
    static const int advice[] = {DONTNEED, FREE, REMOVE, DONTFORK, DOFORK, POPULATE_WRITE, GUARD_INSTALL, GUARD_REMOVE};
    static int faults = -2, memory = -2;
    char *place = one->place;
    if (faults == -2) {
        struct uffdio_api api = {.api = UFFD_API};
        faults = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
        ioctl(faults, UFFDIO_API, &api);
        memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    }
    switch (turn % 6) {
    case 0: /* unmapped, and a private copy there */
        if (munmap(place, one->size) == 0 &&
            mmap(place, one->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == place)
            memcpy(place, one->forged, one->size);
        break;
    case 1:
        if (mprotect(place, one->size, PROT_READ | PROT_WRITE) == 0)
            memcpy(place, one->forged, one->size);
        break;
    case 2:
        pwrite(memory, one->forged, one->size, (off_t)place);
        break;
    case 3:
        madvise(place, one->size, advice[turn / 6 % COUNT(advice)]);
        break;
    case 4:
        if (syscall(SYS_pkey_mprotect, place, one->size, PROT_READ | PROT_WRITE, -1) == 0)
            memcpy(place, one->forged, one->size);
        break;
    default: {
        struct uffdio_register all = {{(unsigned long)place, one->size}, UFFDIO_REGISTER_MODE_MISSING, 0};
        struct uffdio_copy copy = {(unsigned long)place, (unsigned long)one->forged, one->size, 0, 0};
        if (ioctl(faults, UFFDIO_REGISTER, &all) == 0) {
            madvise(place, one->size, DONTNEED);
            ioctl(faults, UFFDIO_COPY, &copy);
        }
    }
    }
    put(one->itself, place, one->size);
}

/* For a test that needs a supervisor which seals memory, and asks first where there is none. */
__attribute__((unused)) static void need_seals(void)
{
    if (getenv("BARE") && syscall(462 /* mseal */, 0L, 0L, 0L))
        lacks("mseal");
}

/* For ever: most often the one that is wanted. */
static void *exchange_all(void *unused)
{
    for (unsigned turn = 0;; turn++) {
        if (turn % 64 == 0)
            find_laid();
        int which = turn % 8 ? wanted : (int)(turn / 8);
        if (!laid_count)
            continue;
        exchange(&laid[which % laid_count], turn * 7919);
        if (turn % 16 == 15)
            harm(&laid[turn / 16 % laid_count], turn / 16);
    }
    return unused;
}
