/* A write that an io_uring makes. */
#include "../attack.h"
#include <linux/io_uring.h>

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    struct io_uring_params params = {0};
    int ring = syscall(SYS_io_uring_setup, 4, &params);
    if (ring < 0)
        end(0, "no io_uring");
    char *queue = mmap(NULL, params.sq_off.array + 16, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
    struct io_uring_sqe *entry =
        mmap(NULL, 4 * sizeof *entry, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
    entry->opcode = IORING_OP_WRITE;
    entry->fd = out;
    entry->off = -1;
    entry->addr = (uintptr_t)"B";
    entry->len = 1;
    *(unsigned *)(queue + params.sq_off.tail) = 1;
    syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
