/* Not an attack: a process outside any sandbox, without capabilities, with a page at a known address. It keeps
 * two descriptors for whoever sends them, and gives them back when asked by a byte.
 */
#include "ablation.h"
#include "rights.h"
#include <linux/capability.h>

int main(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    struct sockaddr_un name;
    socklen_t size = keeper(&name, getpid());
    int fds[2], listener = socket(AF_UNIX, SOCK_STREAM, 0), client;
    char byte;
    alarm(7200); /* whoever started it has died without ending it; a busy machine takes an hour for all */
    mmap((void *)0x200000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    syscall(SYS_capset, &header, none);
    dup2(open("/dev/null", O_RDWR), 30);
    bind(listener, (struct sockaddr *)&name, size);
    listen(listener, 5);
    while ((client = accept(listener, NULL, NULL)) >= 0) {
        if (receive_both(client, fds)) {
            if (recv(client, &byte, 1, 0) == 1)
                send_both(client, fds);
            close(fds[0]);
            close(fds[1]);
        }
        close(client);
    }
}
