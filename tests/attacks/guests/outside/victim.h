/* What the attacks on a process outside know of it (victim/victim.c); its pid is in VICTIM. */
#include "../attack.h"
#include <stddef.h>
#include <sys/ptrace.h>

#define VICTIM_AT 0x10000000
#define VICTIM_FD 100

struct victim {
    volatile int go;
    char path[60];
};

/* The victim's pid. */
__attribute__((unused)) static pid_t victim(void)
{
    const char *pid = getenv("VICTIM");
    if (!pid)
        lacks("a process outside to attack: VICTIM");
    return atoi(pid);
}

/* What the victim is to be told: write to our descriptor. */
__attribute__((unused)) static struct victim request(int fd)
{
    struct victim v = {.go = 1};
    snprintf(v.path, sizeof v.path, "/proc/%d/fd/%d", getpid(), fd);
    return v;
}

/* Opens a file below /proc/PID; -1 if that is refused. */
__attribute__((unused)) static int open_of(pid_t pid, const char *file, int flags)
{
    char path[100];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    return open(path, flags | O_CLOEXEC);
}

/* How many signals the victim has got, by its name. */
__attribute__((unused)) static int signals_of(pid_t pid)
{
    char name[32] = "";
    int fd = open_of(pid, "comm", O_RDONLY);
    read(fd, name, sizeof name - 1);
    close(fd);
    return atoi(name + 7);
}

/* Waits a moment for the victim's next signal: 1 if it came. */
__attribute__((unused)) static int signalled(pid_t pid, int before)
{
    for (int i = 0; i < 100; i++) {
        if (signals_of(pid) != before)
            return 1;
        usleep(2000);
    }
    return 0;
}
