/* Another process opens each memory file that it finds among this one's descriptors and mappings (memfd), writes to it, maps it,
 * forges and seals what it finds: a supervisor may leave the program for a filter in such a file.
 */
#include "arming.h"
#include <sys/stat.h>

enum { PAGE = 4096, MOST = 64 };

static volatile int *over;
static volatile char *mapped[MOST];
static int mappings;

/* A mapping keeps the file from being sealed, and must not be touched when the file is shorter: now and then there is none. */
static void drop_mappings(void)
{
    while (mappings)
        munmap((void *)mapped[--mappings], PAGE);
}

/* What can be done to a file that is a supervisor's, perhaps. */
static void harm(const char *path, unsigned turn)
{
    static char copy[PAGE];
    struct stat facts;
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0 || fstat(file, &facts))
        return;
    if (facts.st_size >= PAGE && mappings < MOST) {
        void *place = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (place != MAP_FAILED)
            mapped[mappings++] = place;
    }
    if (pread(file, copy, PAGE, 0) > 0 && forge(copy, PAGE))
        pwrite(file, copy, PAGE, 0);
    if (turn % 8 == 7)
        fcntl(file, F_ADD_SEALS, turn & 8 ? F_SEAL_SEAL : F_SEAL_WRITE);
    if (turn % 8 == 6) {
        drop_mappings();
        ftruncate(file, turn & 8 ? 0 : 2 * PAGE);
    }
    if (turn % 8 == 5)
        fallocate(file, 3 /* PUNCH_HOLE|KEEP_SIZE */, 0, PAGE);
    close(file);
}

static void hunt_in(const char *place, unsigned turn)
{
    DIR *directory = opendir(place);
    struct dirent *entry;
    while (directory && (entry = readdir(directory))) {
        char path[400], target[100] = "";
        snprintf(path, sizeof path, "%s/%s", place, entry->d_name);
        if (readlink(path, target, sizeof target - 1) > 0 && !strncmp(target, "/memfd:", 7))
            harm(path, turn);
    }
    if (directory)
        closedir(directory);
}

static void hunt(pid_t whom)
{
    char files[40], maps[40];
    end_with_maker();
    snprintf(files, sizeof files, "/proc/%d/fd", whom);
    snprintf(maps, sizeof maps, "/proc/%d/map_files", whom);
    for (unsigned turn = 0; !*over; turn++) {
        hunt_in(files, turn);
        if (turn % 4 == 0)
            hunt_in(maps, turn / 4);
        for (int i = 0; i < mappings; i++)
            forge(mapped[i], PAGE);
        if (turn % 8 == 0)
            drop_mappings();
    }
    _exit(0);
}

static int attempt(void)
{
    pid_t me = getpid(), hunter;
    int won = 0;
    *over = 0;
    if (!(hunter = fork()))
        hunt(me);
    for (int i = 0; i < 8 && !won; i++) {
        int p[2];
        if (i & 1 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p) : pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        struct call call = {SYS_dup2, {p[1], 20 + i, 0, 0}, 20 + i};
        then_write(&call);
        won = foreign(p[0], 'A');
        close(call.to), close(p[0]), close(p[1]);
    }
    *over = 1;
    waitpid(hunter, NULL, 0);
    return won;
}

int main(void)
{
    over = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    try_again_for(1, attempt, "no number let it through");
}
