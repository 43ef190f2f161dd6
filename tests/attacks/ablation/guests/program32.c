/* Executes a 32-bit program that only exits; won if it does not end. */
#include "ablation.h"
#include <elf.h>

static const unsigned char code[] = {
    0xb8, 1, 0, 0, 0, /* mov $1, %eax: exit */
    0x31, 0xdb,       /* xor %ebx, %ebx */
    0xcd, 0x80,       /* int $0x80 */
    0xeb, 0xf5,       /* once more */
};

/* Seconds of CPU that a process has used. */
static double cpu_of(pid_t pid)
{
    clockid_t clock;
    struct timespec t = {0};
    if (clock_getcpuclockid(pid, &clock) == 0)
        clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(void)
{
    enum { BASE = 0x10000000 };
    char *arguments[] = {"program32", NULL};
    struct {
        Elf32_Ehdr header;
        Elf32_Phdr segment;
        unsigned char text[sizeof code];
    } file = {
        .header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32, ELFDATA2LSB, EV_CURRENT},
                   .e_type = ET_EXEC, .e_machine = EM_386, .e_version = EV_CURRENT, .e_phoff = sizeof(Elf32_Ehdr),
                   .e_entry = BASE + sizeof(Elf32_Ehdr) + sizeof(Elf32_Phdr), .e_ehsize = sizeof(Elf32_Ehdr),
                   .e_phentsize = sizeof(Elf32_Phdr), .e_phnum = 1},
        .segment = {.p_type = PT_LOAD, .p_vaddr = BASE, .p_filesz = sizeof file, .p_memsz = sizeof file,
                    .p_flags = PF_R | PF_X, .p_align = 4096},
    };
    memcpy(file.text, code, sizeof code);
    int fd = memfd_create("program32", 0), status = 0;
    write(fd, &file, sizeof file);
    pid_t pid = fork();
    if (!pid) {
        fexecve(fd, arguments, environ);
        _exit(3);
    }
    for (double until = now() + 20; now() < until && cpu_of(pid) < 0.1;) {
        if (waitpid(pid, &status, WNOHANG) == pid) {
            errno = ENOEXEC;
            if (WIFEXITED(status) && WEXITSTATUS(status) == 3)
                absent();
            end(0, "it ended");
        }
        usleep(5000);
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    end(1, "");
}
