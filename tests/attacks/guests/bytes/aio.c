/* io_submit of a write into a pipe. */
#include "../attack.h"
#include <linux/aio_abi.h>

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    aio_context_t ring = 0;
    struct iocb one = {.aio_lio_opcode = IOCB_CMD_PWRITE, .aio_fildes = out, .aio_buf = (uintptr_t)"B", .aio_nbytes = 1};
    struct iocb *list = &one;
    syscall(SYS_io_setup, 1, &ring);
    syscall(SYS_io_submit, ring, 1, &list);
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
