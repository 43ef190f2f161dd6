/* A pipe that an io_uring makes (IORING_OP_PIPE, Linux 6.16), where pipes are denied.
 * policy: --pipe deny --socketpair allow-events
 */
#include "ring.h"

int main(void)
{
    struct ring ring;
    int p[2] = {-1, -1};
    struct io_uring_sqe entry = {.opcode = 62 /* IORING_OP_PIPE */, .addr = (uintptr_t)p};
    if (!open_ring(&ring, 0)) {
        if (traced())
            end(0, "no ring was to be had");
        lacks("no io_uring");
    }
    if (ask(&ring, entry) < 0) {
        if (traced())
            end(0, "the ring made no pipe");
        lacks("no IORING_OP_PIPE");
    }
    fcntl(p[0], F_SETFL, O_NONBLOCK);
    end(write(p[1], "A", 1) == 1 && other(p[0], 'B'), "the pipe carried nothing");
}
