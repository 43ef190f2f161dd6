/* Reaches a process outside the sandbox: VICTIM by ptrace, writev, getfd, mem; the supervisor by signal,
 * supervisor (its memory); inherited: VICTIM's memory is descriptor 9.
 */
#include "ablation.h"
#include <sys/ptrace.h>

int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    pid_t pid = getenv("VICTIM") ? atoi(getenv("VICTIM")) : 0;
    char path[64];
    struct iovec local = {"B", 1}, remote = {(void *)0x200000000, 1};
    int won = 0;
    if (!strcmp(how, "ptrace"))
        won = !ptrace(PTRACE_SEIZE, pid, 0, 0);
    else if (!strcmp(how, "writev"))
        won = process_vm_writev(pid, &local, 1, &remote, 1, 0) == 1;
    else if (!strcmp(how, "getfd"))
        won = syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, pid, 0), 30, 0) >= 0;
    else if (!strcmp(how, "signal"))
        won = !kill(getppid(), 0);
    else if (!strcmp(how, "inherited"))
        won = pwrite(9, "B", 1, 0x200000000) == 1;
    else {
        snprintf(path, sizeof path, "/proc/%d/mem", strcmp(how, "mem") ? getppid() : pid);
        won = open(path, O_RDWR) >= 0;
    }
    const char *why = strerror(errno);
    end(won, why);
}
