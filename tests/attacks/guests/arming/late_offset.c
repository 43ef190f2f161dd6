/* A thread sleeps in sendfile(2) before the kernel has looked up where to: the page of its offset is not there, and the lock of the
 * memory map is held by forks. Meanwhile a pair's end gets the number.
 */
#include "arming.h"

enum { TO = 50, SIZE = 48 << 20, PAGE = 4096 };

static char *memory, *offset_page;
static int data_file;
static volatile int over;

static void *send_for_ever(void *unused)
{
    while (!over) {
        madvise(offset_page, PAGE, MADV_DONTNEED);
        syscall(SYS_sendfile, TO, data_file, offset_page, 2L);
        lseek(data_file, 0, SEEK_SET);
    }
    return unused;
}

/* A fork copies the memory map, and nobody gets a page of it until that is done. */
static void *hold_lock(void *unused)
{
    while (!over) {
        pid_t child = fork();
        if (!child)
            _exit(0);
        waitpid(child, NULL, 0);
    }
    return unused;
}

static int attempt(void)
{
    pthread_t threads[2];
    int p[2], won = 0, null = open("/dev/null", O_WRONLY), page_file = memfd_create("offset", 0);
    data_file = memfd_create("data", 0);
    write(data_file, DATA);
    ftruncate(page_file, PAGE); /* its page holds the offset 0 again whenever it comes back */
    offset_page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, page_file, 0);
    memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(memory, SIZE, MADV_NOHUGEPAGE);
    for (size_t i = 0; i < SIZE; i += PAGE)
        memory[i] = 1;
    dup2(null, TO);
    pthread_create(&threads[0], NULL, send_for_ever, NULL);
    pthread_create(&threads[1], NULL, hold_lock, NULL);
    for (int i = fewer(40); i > 0 && !won; i--) {
        if (pipe2(p, O_NONBLOCK))
            continue;
        write(p[1], "A", 1);
        usleep(500);
        dup2(p[1], TO);
        usleep(1000);
        won = foreign(p[0], 'A');
        dup2(null, TO);
        won |= foreign(p[0], 'A');
        close(p[0]), close(p[1]);
    }
    over = 1;
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return won;
}

int main(void) { try_again_for(1, attempt, "each pipe had one value"); }
