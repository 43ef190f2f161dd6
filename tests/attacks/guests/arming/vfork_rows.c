/* A row of vforks in one memory, whose middle ends, executes or is killed by the one it waits for: who wakes goes on beside who is left
 * behind, who puts forged files into the places of filters. All of them give ends new numbers and write data there.
 */
#include "arming.h"

enum { STACK = 1 << 17 };

static char stacks[2][STACK];
static int how;
static volatile int won; /* of all that have this memory */

static void give_and_write(int first, int count)
{
    for (int i = 0; i < count && !won; i++) {
        int p[2], kind = i & 1 ? STREAM : PIPE;
        if (make(kind, p) || write(p[1], "A", 1) != 1)
            return;
        for (int to = first; to < first + 3; to++) {
            struct call call = {SYS_dup2, {p[1], to, 0, 0}, to};
            then_write(&call);
            close(to);
        }
        if (other(p[0], 'A'))
            won = 1;
        close(p[0]);
        close(p[1]);
    }
}

/* A forged copy in the place of each file that is mapped to be read. */
static void forge_mappings(void)
{
    static char text[1 << 16];
    int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    ssize_t size = 0, more;
    while ((more = read(maps, text + size, sizeof text - 1 - size)) > 0)
        size += more;
    close(maps);
    text[size] = 0;
    for (char *at = text, *end; (end = strchr(at, '\n')); at = end + 1) {
        unsigned long from, to;
        *end = 0;
        if (!strstr(at, " r--s ") || sscanf(at, "%lx-%lx", &from, &to) != 2)
            continue;
        int file = syscall(SYS_memfd_create, "", 0);
        write(file, (void *)from, to - from);
        void *copy = mmap(NULL, to - from, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (copy != MAP_FAILED)
            forge(copy, to - from);
        mmap((void *)from, to - from, PROT_READ, MAP_SHARED | MAP_FIXED, file, 0);
        munmap(copy, to - from);
        close(file);
    }
}

static int innermost(void *middle)
{
    if (how & 1)
        kill((pid_t)(long)middle, SIGKILL);
    for (int i = 0; i < 4; i++) {
        give_and_write(60, 2);
        if (how & 2)
            forge_mappings();
    }
    if (how & 4)
        execl("/bin/true", "true", (char *)NULL);
    syscall(SYS_exit, 0);
    return 0;
}

static int middle(void *unused)
{
    int shared = how & 8 ? CLONE_FILES : 0;
    give_and_write(50, 1);
    clone(innermost, stacks[1] + STACK, CLONE_VM | CLONE_VFORK | shared | SIGCHLD, (void *)(long)getpid());
    give_and_write(50, 2);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static int attempt(void)
{
    how = getpid() % 16;
    end_with_maker();
    give_and_write(40, 1);
    clone(middle, stacks[0] + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
    give_and_write(40, 5);
    if (!won && !fork())
        give_and_write(70, 4), _exit(won);
    int status;
    while (wait(&status) > 0)
        won |= WIFEXITED(status) && WEXITSTATUS(status) == 1;
    return won;
}

int main(void)
{
    try_again_for(8, attempt, "no row of vforks let anything through");
}
