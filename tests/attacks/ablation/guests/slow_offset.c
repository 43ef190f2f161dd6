/* sendfile sleeps on the page of its offset while another thread puts a pipe under its target. */
#include "ablation.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

static int p[2], number = 40, fd;
static char *page;

static void *exchange(void *unused)
{
    struct { unsigned char event, rest[31]; } message;
    read(fd, &message, sizeof message);
    usleep(100000);
    dup2(p[1], number);
    struct uffdio_zeropage zero = {.range = {(uintptr_t)page, 4096}};
    ioctl(fd, UFFDIO_ZEROPAGE, &zero);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct uffdio_api api = {.api = UFFD_API};
    int file = memfd_create("x", 0);
    write(file, "B", 1);
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    dup2(open("/dev/null", O_WRONLY), number);
    fd = syscall(SYS_userfaultfd, O_CLOEXEC);
    if (fd < 0 || ioctl(fd, UFFDIO_API, &api))
        absent();
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register all = {.range = {(uintptr_t)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    ioctl(fd, UFFDIO_REGISTER, &all);
    pthread_create(&thread, NULL, exchange, NULL);
    sendfile(number, file, (off_t *)page, 1);
    end(foreign(p[0], 'A'), "only the event byte came out");
}
