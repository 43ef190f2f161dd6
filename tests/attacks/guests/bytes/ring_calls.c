/* The operations of an io_uring that write, send, splice and tee, into every kind of pair. */
#include "ring.h"

static struct ring ring;
static struct iovec one = {"B", 1};
static struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1};

static void request(int operation, int fd, void *what, unsigned size)
{
    struct io_uring_sqe entry = {.opcode = operation, .fd = fd, .off = -1, .addr = (uintptr_t)what, .len = size};
    if (operation == IORING_OP_SEND || operation == IORING_OP_SENDMSG)
        entry.off = 0;
    if (open_ring(&ring, 0)) {
        if (operation == IORING_OP_WRITE_FIXED)
            syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_BUFFERS, &(struct iovec){what, size}, 1);
        ask(&ring, entry);
        close_ring(&ring);
    }
}

static void move(int operation, int from, int to)
{
    struct io_uring_sqe entry = {.opcode = operation, .fd = to, .splice_fd_in = from, .len = 1, .off = -1, .splice_off_in = -1};
    if (operation == IORING_OP_TEE)
        entry.off = entry.splice_off_in = 0;
    if (open_ring(&ring, 0)) {
        ask(&ring, entry);
        close_ring(&ring);
    }
}

static void written(int in, int out) { (void)in; request(IORING_OP_WRITE, out, "B", 1); }
static void vector(int in, int out) { (void)in; request(IORING_OP_WRITEV, out, &one, 1); }
static void sent(int in, int out) { (void)in; request(IORING_OP_SEND, out, "B", 1); }
static void message_sent(int in, int out) { (void)in; request(IORING_OP_SENDMSG, out, &message, 1); }

static void fixed(int in, int out)
{
    static char page[4096] __attribute__((aligned(4096))) = "B";
    (void)in;
    request(IORING_OP_WRITE_FIXED, out, page, 1);
}

static void from_pipe(int operation, int out)
{
    int p[2];
    make(PIPE, p);
    write(p[1], "B", 1);
    move(operation, p[0], out);
    close(p[0]);
    close(p[1]);
}

static void spliced(int in, int out) { (void)in; from_pipe(IORING_OP_SPLICE, out); }
static void teed(int in, int out) { (void)in; from_pipe(IORING_OP_TEE, out); }

static const struct way ways[] = {
    {"WRITE", ANY, written}, {"WRITEV", ANY, vector}, {"WRITE_FIXED", ANY, fixed}, {"SEND", SOCKETS, sent},
    {"SENDMSG", SOCKETS, message_sent}, {"SPLICE", ANY, spliced}, {"TEE", PIPE, teed},
};

int main(void)
{
    need_rings();
    try_ways(ways, COUNT(ways));
    finish();
}
