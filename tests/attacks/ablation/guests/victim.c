/* Not an attack: a process outside any sandbox, without capabilities, with a page at a known address. It keeps
 * descriptors for whoever gives it some, as the other victim does.
 */
#include "../../guests/outside/keeping.h"
#include <linux/capability.h>

/* Its argument: who started it, and may have ended since. */
int main(int argc, char **argv)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    mmap((void *)0x200000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    syscall(SYS_capset, &header, none);
    if (argc != 2)
        return 2;
    end_with(atoi(argv[1]));
    dup2(open("/dev/null", O_RDWR), 30);
    keep_for_all(NULL);
}
