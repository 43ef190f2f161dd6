/* Opens the pipe of a process outside through /proc/PID/fd, /proc/PID/task and an O_PATH descriptor. */
#include "victim.h"

int main(void)
{
    pid_t pid = victim();
    char task[60], name[20];
    snprintf(task, sizeof task, "task/%d/fd/%d", pid, VICTIM_FD);
    snprintf(name, sizeof name, "%d", VICTIM_FD);
    int one = open_of(pid, strchr(task, 'f'), O_WRONLY | O_NONBLOCK);
    int two = open_of(pid, task, O_WRONLY | O_NONBLOCK);
    int three = openat(open_of(pid, "fd", O_PATH | O_DIRECTORY), name, O_WRONLY | O_NONBLOCK);
    end(one >= 0 || two >= 0 || three >= 0, "descriptors of others stay closed");
}
