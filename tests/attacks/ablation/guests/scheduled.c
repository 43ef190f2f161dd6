/* Sets how a process outside is scheduled, or all of its group, to what it is. */
#include "ablation.h"


static long set(const char *name, pid_t outside)
{
    struct sched_param zero = {0};
    struct { unsigned size, policy; unsigned long flags; int nice; unsigned rest[32]; } all = {0};
    cpu_set_t cpus;
    if (!strcmp(name, "setparam"))
        return sched_setparam(outside, &zero);
    if (!strcmp(name, "setscheduler"))
        return sched_setscheduler(outside, SCHED_OTHER, &zero);
    if (!strcmp(name, "setaffinity"))
        return sched_getaffinity(outside, sizeof cpus, &cpus) < 0 ? -1 : sched_setaffinity(outside, sizeof cpus, &cpus);
    if (!strcmp(name, "setattr"))
        return syscall(SYS_sched_getattr, outside, &all, 48, 0) < 0 ? -1 : syscall(SYS_sched_setattr, outside, &all, 0);
    if (!strcmp(name, "setpriority"))
        return setpriority(PRIO_PROCESS, outside, getpriority(PRIO_PROCESS, outside));
    if (!strcmp(name, "setpriority-group"))
        return setpriority(PRIO_PGRP, 0, getpriority(PRIO_PGRP, 0));
    if (!strcmp(name, "ioprio_set"))
        return syscall(SYS_ioprio_set, 1, outside, syscall(SYS_ioprio_get, 1, outside));
    return syscall(SYS_ioprio_set, 2, 0, syscall(SYS_ioprio_get, 2, 0));
}

int main(int count, char **arguments)
{
    long result = set(arguments[1], getppid());
    end(result == 0, strerror(errno));
}
