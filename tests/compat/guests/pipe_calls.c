/* Makes a pipe with glibc's pipe() and with each system call there is for it, and writes two kinds of bytes. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void try(const char *name, int made, const int ends[2])
{
    if (made != 0) {
        printf("%s: %s\n", name, strerrorname_np(errno));
        return;
    }
    long events = write(ends[1], "aa", 2);
    long data = write(ends[1], "ab", 2);
    printf("%s: events %ld, data %s\n", name, events, data < 0 ? strerrorname_np(errno) : "written");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    int ends[2];
    int made = pipe(ends);
    try("glibc", made, ends);
    made = (int)syscall(SYS_pipe2, ends, 0);
    try("pipe2", made, ends);
#ifdef SYS_pipe
    made = (int)syscall(SYS_pipe, ends);
    try("pipe", made, ends);
#endif
    return 0;
}
