/* Ends registered with an io_uring, closed as descriptors, and written to by a kernel thread without any call. */
#include "ring.h"

/* Newer than the headers of some systems. */
enum { OP_MSG_RING = 40, OP_FIXED_FD_INSTALL = 54, MSG_SEND_FD = 1 };

static struct ring ring;

static void registered(int in, int out)
{
    struct io_uring_sqe entry = {.opcode = IORING_OP_WRITE, .flags = IOSQE_FIXED_FILE, .off = -1, .addr = (uintptr_t)"B", .len = 1};
    int end = dup(out);
    (void)in;
    if (open_ring(&ring, 0)) {
        syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_FILES, &end, 1);
        close(end);
        ask(&ring, entry);
        close_ring(&ring);
    }
}

static void by_thread(int in, int out)
{
    struct io_uring_sqe entry = {.opcode = IORING_OP_WRITE, .fd = out, .off = -1, .addr = (uintptr_t)"B", .len = 1};
    (void)in;
    if (open_ring(&ring, IORING_SETUP_SQPOLL)) {
        unsigned *answered = (unsigned *)(ring.answers + ring.params.cq_off.tail);
        put_request(&ring, entry);
        for (double until = now() + 20; now() < until && !__atomic_load_n(answered, __ATOMIC_ACQUIRE);)
            usleep(1000);
        close_ring(&ring);
    }
}

/* Puts the end into a slot of the ring and takes it out again under a new number (Linux 6.8). */
static void installed(int in, int out)
{
    struct io_uring_sqe entry = {.opcode = OP_FIXED_FD_INSTALL, .flags = IOSQE_FIXED_FILE};
    (void)in;
    if (open_ring(&ring, 0)) {
        syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_FILES, &out, 1);
        int number = ask(&ring, entry);
        if (number >= 0) {
            write(number, "B", 1);
            close(number);
        }
        close_ring(&ring);
    }
}

/* Sends the end from one ring's slot to a slot of another ring (Linux 6.0). */
static void passed_on(int in, int out)
{
    struct ring second;
    int free_slot = -1;
    (void)in;
    if (!open_ring(&ring, 0))
        return;
    if (open_ring(&second, 0)) {
        struct io_uring_sqe pass = {.opcode = OP_MSG_RING, .fd = second.fd, .addr = MSG_SEND_FD, .file_index = 1};
        struct io_uring_sqe entry = {.opcode = IORING_OP_WRITE, .flags = IOSQE_FIXED_FILE, .off = -1, .addr = (uintptr_t)"B", .len = 1};
        syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_FILES, &out, 1);
        syscall(SYS_io_uring_register, second.fd, IORING_REGISTER_FILES, &free_slot, 1);
        ask(&ring, pass);
        ask(&second, entry);
        close_ring(&second);
    }
    close_ring(&ring);
}

static const struct way ways[] = {
    {"a registered end", ANY, registered}, {"a polling thread", ANY, by_thread},
    {"an end taken out again", ANY | MAYBE, installed}, {"an end passed to another ring", ANY | MAYBE, passed_on},
};

int main(void)
{
    need_rings();
    try_ways(ways, COUNT(ways));
    finish();
}
