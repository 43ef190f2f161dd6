/* Has a process outside write into a pipe, by telling it so in its memory with process_vm_writev. */
#include "victim.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    struct victim v = request(p[1]);
    struct iovec here = {&v, sizeof v}, there = {(void *)VICTIM_AT, sizeof v};
    int told = process_vm_writev(victim(), &here, 1, &there, 1, 0) > 0;
    end(comes(p[0], 'A', IF_DONE(told)), "the memory of others stays closed");
}
