/* A small io_uring without a library. */
#include "ways.h"
#include <linux/io_uring.h>

struct ring {
    int fd, size;
    struct io_uring_params params;
    char *queue, *answers;
    struct io_uring_sqe *entries;
};

/* Makes one. 0 if that is refused. */
__attribute__((unused)) static int open_ring(struct ring *ring, unsigned flags)
{
    memset(ring, 0, sizeof *ring);
    ring->params.flags = flags;
    ring->params.sq_thread_idle = 200;
    ring->fd = syscall(SYS_io_uring_setup, 8, &ring->params);
    if (ring->fd < 0)
        return 0;
    ring->size = ring->params.cq_off.cqes + 64 * sizeof(struct io_uring_cqe);
    ring->queue = mmap(NULL, ring->size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_SQ_RING);
    ring->answers = mmap(NULL, ring->size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_CQ_RING);
    ring->entries = mmap(NULL, 8 * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_SQES);
    return 1;
}

__attribute__((unused)) static void close_ring(struct ring *ring)
{
    munmap(ring->queue, ring->size);
    munmap(ring->answers, ring->size);
    munmap(ring->entries, 8 * sizeof(struct io_uring_sqe));
    close(ring->fd);
}

/* Puts a request into the queue; a polling kernel thread may take it at once. */
__attribute__((unused)) static void put_request(struct ring *ring, struct io_uring_sqe request)
{
    unsigned *tail = (unsigned *)(ring->queue + ring->params.sq_off.tail);
    unsigned slot = *tail & (ring->params.sq_entries - 1);
    ring->entries[slot] = request;
    ((unsigned *)(ring->queue + ring->params.sq_off.array))[slot] = slot;
    __atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
}

/* Carries a request out. Its result, or -1. */
__attribute__((unused)) static int ask(struct ring *ring, struct io_uring_sqe request)
{
    unsigned *tail = (unsigned *)(ring->answers + ring->params.cq_off.tail);
    unsigned before = *tail;
    put_request(ring, request);
    if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 1 || *tail == before)
        return -1;
    return ((struct io_uring_cqe *)(ring->answers + ring->params.cq_off.cqes))[before & (ring->params.cq_entries - 1)].res;
}

/* Ends the attack where the kernel has no io_uring (under scpipe it is refused). */
__attribute__((unused)) static void need_rings(void)
{
    struct ring ring;
    if (open_ring(&ring, 0))
        close_ring(&ring);
    else if (!traced())
        lacks("no io_uring");
}
