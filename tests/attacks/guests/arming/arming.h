/* What attacks share that write to a pair's end under a number which the end has only just got.
 *
 * A supervisor may trap writes by the number of the descriptor ("arm" that number). Then it must know of each number
 * of each end before the program can use it. Each attempt is made in a process of its own: a lineage with many
 * numbers may have all of its writes trapped, and then shows nothing.
 */
#include "../names/passing.h"
#include <dirent.h>

#define JUNK 0xfeedface00000000UL

/* What no restricted pair takes, whatever is in it: two values in one message. Each byte of it that comes out is a hole. */
#define DATA "BC", 2

struct call {
    long number, args[4];
    int to; /* the number that the end gets */
};

/* A system call, and at once a write of data to a number: no other call, and no code of any library, is between. */
__attribute__((unused)) static long then_write(const struct call *call)
{
    long result = call->number, first = call->args[0], second = call->args[1], third = call->args[2];
    register long fourth __asm__("r10") = call->args[3];
    register long fifth __asm__("r8") = 0;
    long to = call->to;
    const char *data = "BC";
    __asm__ volatile("syscall\n\t"
                     "mov %%rax, %%rbx\n\t"
                     "mov %[to], %%rdi\n\t"
                     "mov %[data], %%rsi\n\t"
                     "mov $2, %%edx\n\t"
                     "mov $1, %%eax\n\t"
                     "syscall\n\t"
                     "mov %%rbx, %%rax"
                     : "+a"(result), "+D"(first), "+S"(second), "+d"(third)
                     : "r"(fourth), "r"(fifth), [to] "r"(to), [data] "r"(data)
                     : "rbx", "rcx", "r11", "memory");
    return result;
}

/* The number that the next descriptor gets. */
__attribute__((unused)) static int lowest_free(void)
{
    int fd = dup(0);
    close(fd);
    return fd;
}

/* Makes an attempt in a process of its own: what it returns; 0 if it was killed. */
__attribute__((unused)) static int in_child(int (*attempt)(const void *), const void *with)
{
    int status = 0;
    pid_t pid = fork();
    if (!pid) {
        end_with_maker();
        _exit(attempt(with));
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* 1 if two threads of this process have different counts of filters (Seccomp_filters, Linux 5.9), three times in a row.
 * One look may fall into the moment in which a filter is installed. For the end of a call that may have installed one: what
 * one thread may not do, another one may.
 */
__attribute__((unused)) static int uneven_filters(void)
{
    for (int look = 0; look < 3; look++) {
        struct dirent *entry;
        long first = -1;
        int even = 1;
        DIR *tasks = opendir("/proc/self/task");
        while (tasks && (entry = readdir(tasks))) {
            char path[300], text[4096], *found;
            snprintf(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
            int file = entry->d_name[0] == '.' ? -1 : open(path, O_RDONLY | O_CLOEXEC);
            ssize_t size = file < 0 ? -1 : read(file, text, sizeof text - 1);
            if (file >= 0)
                close(file);
            if (size <= 0)
                continue;
            text[size] = 0;
            if (!(found = strstr(text, "\nSeccomp_filters:")))
                continue;
            long count = atol(found + strlen("\nSeccomp_filters:"));
            even &= first < 0 || count == first;
            first = count;
        }
        if (tasks)
            closedir(tasks);
        if (even)
            return 0;
    }
    fprintf(stderr, "threads of one process have different filters\n");
    return 1;
}

/* Replaces each word that looks like the first instruction of a filter by "let it run". How many it found. */
__attribute__((unused)) static int forge(volatile void *place, size_t size)
{
    static const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    volatile uint64_t *words = place;
    uint64_t allowed;
    int found = 0;
    memcpy(&allowed, &allow, sizeof allowed);
    for (size_t i = 0; i < size / 8; i++) {
        uint64_t word = words[i];
        if ((word & 0xffffffff) == (BPF_LD | BPF_W | BPF_ABS) && word >> 32 < sizeof(struct seccomp_data)) {
            words[i] = allowed;
            found++;
        }
    }
    return found;
}
