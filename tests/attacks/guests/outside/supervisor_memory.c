/* Opens the memory of the parent, which is the supervisor, and writes into it. */
#include "victim.h"

int main(void)
{
    char word[8] = "";
    struct iovec here = {word, sizeof word};
    int fd = open_of(getppid(), "mem", O_RDWR);
    FILE *maps = fdopen(open_of(getppid(), "maps", O_RDONLY), "r");
    unsigned long at = 0;
    char access[8] = "";
    while (maps && fscanf(maps, "%lx-%*x %7s%*[^\n]", &at, access) == 2 && access[1] != 'w')
        ;
    struct iovec there = {(void *)at, sizeof word};
    int won = fd >= 0 && pread(fd, word, sizeof word, at) > 0 && pwrite(fd, word, sizeof word, at) > 0;
    won |= process_vm_readv(getppid(), &here, 1, &there, 1, 0) > 0;
    end(won, "the supervisor's memory stays closed");
}
