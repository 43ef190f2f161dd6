/* io_submit of writes at any position into every kind of pair, alone and as the second request of a list. */
#include "ways.h"
#include <linux/aio_abi.h>

static void submit(int out, int operation, void *what, long size, long position, int flags)
{
    aio_context_t context = 0;
    struct io_event done[2];
    struct timespec limit = {0, 20000000};
    struct iocb requests[2] = {{0}}, *list[2] = {&requests[0], &requests[1]};
    for (int i = 0; i < 2; i++) {
        requests[i].aio_lio_opcode = operation;
        requests[i].aio_fildes = out;
        requests[i].aio_buf = (uintptr_t)what;
        requests[i].aio_nbytes = size;
        requests[i].aio_offset = position;
        requests[i].aio_rw_flags = flags;
    }
    if (syscall(SYS_io_setup, 4, &context) < 0)
        return;
    if (syscall(SYS_io_submit, context, 2L, list) > 0)
        syscall(SYS_io_getevents, context, 1L, 2L, done, &limit);
    syscall(SYS_io_destroy, context);
}

static void plain(int in, int out) { (void)in; submit(out, IOCB_CMD_PWRITE, "B", 1, 0, 0); }
static void far(int in, int out) { (void)in; submit(out, IOCB_CMD_PWRITE, "B", 1, 0x123456789abL, 0); }
static void at_once(int in, int out) { (void)in; submit(out, IOCB_CMD_PWRITE, "B", 1, 0, 8); }

static void vector(int in, int out)
{
    struct iovec v[2] = {{"A", 1}, {"B", 1}};
    (void)in;
    submit(out, IOCB_CMD_PWRITEV, v, 2, 0, 0);
}

static void vector_far(int in, int out)
{
    struct iovec v = {"B", 1};
    (void)in;
    submit(out, IOCB_CMD_PWRITEV, &v, 1, 77, 0);
}

static const struct way ways[] = {
    {"a write", ANY, plain}, {"a write far behind", PIPE, far}, {"a write without waiting", ANY | MAYBE, at_once},
    {"a vector", ANY, vector}, {"a vector far behind", PIPE, vector_far},
};

int main(void)
{
    aio_context_t context = 0;
    if (syscall(SYS_io_setup, 1, &context) < 0 && !traced())
        lacks("no asynchronous I/O");
    try_ways(ways, COUNT(ways));
    finish();
}
