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

/* 1 if the victim has a signal that is not counted yet: pending, or blocked because its handler runs. */
static int uncounted(pid_t pid)
{
    static const char *masks[] = {"SigPnd:", "ShdPnd:", "SigBlk:"};
    char text[4096] = "";
    int fd = open_of(pid, "status", O_RDONLY);
    read(fd, text, sizeof text - 1);
    close(fd);
    for (int i = 0; i < 3; i++) {
        char *found = strstr(text, masks[i]);
        if (found && strtoull(found + 7, NULL, 16) >> (SIGUSR1 - 1) & 1)
            return 1;
    }
    return 0;
}

/* How many signals the victim has got, by its name. Those that an earlier attack has sent are waited for. */
__attribute__((unused)) static int signals_of(pid_t pid)
{
    char name[32] = "";
    for (double until = now() + 20; uncounted(pid) && now() < until;)
        usleep(1000);
    int fd = open_of(pid, "comm", O_RDONLY);
    read(fd, name, sizeof name - 1);
    close(fd);
    return atoi(name + 7);
}

/* 1 if the victim got a signal since then: a signal that was sent is pending at once, and waited for. */
__attribute__((unused)) static int signalled(pid_t pid, int before)
{
    return signals_of(pid) != before;
}
