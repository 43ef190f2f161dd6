/* What every guest of the bench needs: clocks, the tracer's CPU time and memory, and a place for the result. */
#ifndef MEASURED_H
#define MEASURED_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static inline void must(int good, const char *what)
{
    if (!good) {
        fprintf(stderr, "%s: %s\n", what, strerror(errno));
        exit(1);
    }
}

static inline double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A number behind a name in /proc/PID/status; 0 if it is not there. */
static inline long status_field(long pid, const char *name)
{
    char path[64], line[256];
    long found = 0;
    if (pid)
        snprintf(path, sizeof path, "/proc/%ld/status", pid);
    else
        snprintf(path, sizeof path, "/proc/self/status");
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    while (fgets(line, sizeof line, file))
        if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == ':')
            found = strtol(line + strlen(name) + 1, NULL, 10);
    fclose(file);
    return found;
}

/* Who traces us: 0 is nobody. */
static inline long tracer_pid(void)
{
    return status_field(0, "TracerPid");
}

/*
 * Seconds of CPU that our tracer has had (its main thread; first field of /proc/PID/schedstat, in ns).
 * The sum is brought up to date when the task leaves its CPU: give it the time to.
 */
static inline double tracer_seconds(void)
{
    char path[64];
    long pid = tracer_pid();
    unsigned long long nanoseconds = 0;
    if (!pid)
        return 0;
    usleep(2000);
    snprintf(path, sizeof path, "/proc/%ld/schedstat", pid);
    FILE *file = fopen(path, "r");
    must(file != NULL, path);
    must(fscanf(file, "%llu", &nanoseconds) == 1, path);
    fclose(file);
    return (double)nanoseconds * 1e-9;
}

#endif
