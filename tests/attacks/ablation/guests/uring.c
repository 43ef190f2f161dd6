/* An io_uring writes into a pipe. sqpoll: a ring made here, whose kernel thread finds the request at its start, so
 * that no call but io_uring_setup is made (a race). enter, register: an inherited ring (RING), by io_uring_enter, or
 * by a kernel thread that is awake and is given pipe and bytes with io_uring_register.
 * Argument outside MODE -- COMMAND: make such a ring, run the command with it.
 */
#include "ablation.h"
#include <linux/io_uring.h>

static struct io_uring_params params;
static char page[4096] __attribute__((aligned(4096))) = "B";
static int p[2];

static int make(unsigned flags)
{
    memset(&params, 0, sizeof params);
    params.flags = flags;
    params.sq_thread_idle = 60000; /* ms; scpipe-run must have started by then */
    return syscall(SYS_io_uring_setup, 4, &params);
}

static int outside(int argc, char **argv)
{
    char text[64];
    int poll = argv[2][0] == 'r', status;
    int ring = make(poll ? IORING_SETUP_SQPOLL : 0);
    if (ring < 0 || argc < 5)
        lacks(strerror(errno));
    usleep(20000); /* the thread goes to sleep at once, but once woken stays awake for its idle time */
    if (poll)
        syscall(SYS_io_uring_enter, ring, 0, 0, IORING_ENTER_SQ_WAKEUP, NULL, 0);
    fcntl(ring, F_SETFD, 0);
    snprintf(text, sizeof text, "%d %u %u", ring, params.sq_off.array, params.sq_off.tail);
    setenv("RING", text, 1);
    pid_t pid = fork();
    if (!pid) {
        execvp(argv[4], argv + 4);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}

static void request(int ring, char how)
{
    char *queue = mmap(NULL, params.sq_off.array + 16, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
    struct io_uring_sqe *entry =
        mmap(NULL, 4 * sizeof *entry, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
    struct iovec buffer = {page, sizeof page};
    if (queue == MAP_FAILED || entry == MAP_FAILED)
        absent();
    *entry = (struct io_uring_sqe){.opcode = IORING_OP_WRITE, .fd = p[1], .off = -1, .addr = (uintptr_t)page, .len = 1};
    if (how == 'r') {
        if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &p[1], 1) ||
            syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, &buffer, 1))
            absent();
        entry->opcode = IORING_OP_WRITE_FIXED;
        entry->flags = IOSQE_FIXED_FILE;
        entry->fd = 0;
    }
    __atomic_store_n((unsigned *)(queue + params.sq_off.tail), 1, __ATOMIC_SEQ_CST);
    if (how == 'e')
        syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0);
}

int main(int argc, char **argv)
{
    double until = now() + 1;
    if (argc > 1 && !strcmp(argv[1], "outside"))
        return outside(argc, argv);
    char how = argc > 1 ? argv[1][0] : 's';
    int ring = -1;
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    page[0] = 'B'; /* the page is the program's own from now on */
    do {
        if (how == 's')
            ring = make(IORING_SETUP_SQPOLL);
        else if (getenv("RING"))
            sscanf(getenv("RING"), "%d %u %u", &ring, &params.sq_off.array, &params.sq_off.tail);
        if (ring < 0)
            absent();
        request(ring, how);
        if (comes(p[0], 'A', how == 's' ? 0.002 : how == 'r' ? 20 : 0.2))
            end(1, "");
        close(ring);
    } while (how == 's' && now() < until);
    end(0, "only the event byte came out");
}
