/* Has a process outside write into a pipe, by telling it so in its memory as its tracer. */
#include "victim.h"

int main(void)
{
    int p[2], status;
    pid_t pid = victim();
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    struct victim v = request(p[1]);
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) && ptrace(PTRACE_ATTACH, pid, 0, 0))
        end(0, "nobody else is traced");
    ptrace(PTRACE_INTERRUPT, pid, 0, 0);
    waitpid(pid, &status, __WALL);
    for (size_t i = 0; i < sizeof v; i += sizeof(long))
        ptrace(PTRACE_POKEDATA, pid, VICTIM_AT + i, *(long *)((char *)&v + i));
    ptrace(PTRACE_DETACH, pid, 0, 0);
    end(comes(p[0], 'A', 20), "the memory of others stays closed");
}
