/* Has a process outside write into a pipe, by telling it so in its memory through /proc/PID/mem. */
#include "victim.h"

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    struct victim v = request(p[1]);
    int fd = open_of(victim(), "mem", O_RDWR);
    pwrite(fd, v.path, sizeof v.path, VICTIM_AT + offsetof(struct victim, path));
    int told = pwrite(fd, (void *)&v.go, sizeof v.go, VICTIM_AT) > 0;
    end(comes(p[0], 'A', IF_DONE(told)), "the memory of others stays closed");
}
