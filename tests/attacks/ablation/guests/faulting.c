/* A thread writes from a page that userfaultfd does not serve for a while; won if another process waits for that.
 * Argument call: the system call; device: /dev/userfaultfd.
 */
#include "ablation.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

static char *page;
static int p[2];

/* In memory that the other process shares. */
static struct shared {
    volatile int go, done;
} *s;

static void *writer(void *unused)
{
    write(p[1], page, 1);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    struct uffdio_api api = {.api = UFFD_API};
    int device = argc > 1 && argv[1][0] == 'd', fd;
    pipe2(p, O_NONBLOCK);
    if (device)
        fd = ioctl(open("/dev/userfaultfd", O_RDWR), USERFAULTFD_IOC_NEW, O_CLOEXEC);
    else
        fd = syscall(SYS_userfaultfd, O_CLOEXEC);
    if (fd < 0 || ioctl(fd, UFFDIO_API, &api))
        absent();
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register all = {.range = {(uintptr_t)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    ioctl(fd, UFFDIO_REGISTER, &all);
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pid = fork();
    if (!pid) {
        while (!s->go)
            usleep(1000);
        write(-1, "", 1);
        s->done = 1;
        _exit(0);
    }
    pthread_create(&thread, NULL, writer, NULL);
    struct { unsigned char event, rest[31]; } fault;
    read(fd, &fault, sizeof fault); /* somebody wants the page */
    s->go = 1;
    for (double until = now() + 3; !s->done && now() < until;)
        usleep(1000);
    int waited = !s->done;
    struct uffdio_zeropage zero = {.range = {(uintptr_t)page, 4096}};
    ioctl(fd, UFFDIO_ZEROPAGE, &zero);
    waitpid(pid, NULL, 0);
    pthread_join(thread, NULL);
    end(waited, "nobody waited");
}
