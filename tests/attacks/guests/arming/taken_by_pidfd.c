/* An end is taken out of the program's own table, and out of its parent's, by way of a pidfd, where that is allowed.
 * policy: --pipe allow-events --socketpair allow-events --relax ptrace
 */
#include "arming.h"

static int take_from(pid_t pid, int kind)
{
    int p[2];
    if (make(kind, p) || write(p[1], "A", 1) != 1)
        return 2;
    int process = syscall(434 /* pidfd_open */, pid, 0);
    struct call call = {438 /* pidfd_getfd */, {process, p[1], 0, 0}, lowest_free()};
    then_write(&call);
    return other(p[0], 'A');
}

static int from_own(const void *kind) { return take_from(getpid(), *(const int *)kind); }

static int from_parents(const void *kind)
{
    int p[2];
    if (make(*(const int *)kind, p) || write(p[1], "A", 1) != 1)
        return 2;
    if (!fork()) {
        int process = syscall(434 /* pidfd_open */, getppid(), 0);
        struct call call = {438 /* pidfd_getfd */, {process, p[1], 0, 0}, lowest_free()};
        then_write(&call);
        _exit(0);
    }
    wait(NULL);
    return other(p[0], 'A');
}

int main(void)
{
    for (int kind = PIPE; kind <= STREAM; kind *= 2) {
        note("from its own table", kind_name(kind), 0, in_child(from_own, &kind) == 1);
        note("from its parent's", kind_name(kind), 0, in_child(from_parents, &kind) == 1);
    }
    finish();
}
