/* Uses io_setup to learn whether it can use io_submit, as programs do; won if it is misled. */
#include "ablation.h"
#include <linux/aio_abi.h>

int main(void)
{
    aio_context_t ring = 0;
    struct iocb one = {.aio_lio_opcode = IOCB_CMD_PWRITE, .aio_fildes = memfd_create("x", 0), .aio_nbytes = 0};
    struct iocb *list = &one;
    if (syscall(SYS_io_setup, 1, &ring))
        absent();
    end(syscall(SYS_io_submit, ring, 1, &list) < 0 && errno == ENOSYS, "it works");
}
