/* A child that ends with the process that made it, also where that one ended first.
 *
 * PR_SET_PDEATHSIG tells of an end that comes after it: a child that asks for it when its parent has gone already is
 * never told, and lives, and is waited for, for ever. So it looks who its parent is afterwards.
 */
#ifndef BOUND_H
#define BOUND_H
#include <signal.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

/* What children made from here end with: the program's first process, or the last that called end_with(). */
static pid_t bound_to;

__attribute__((constructor)) static void bound_to_first(void)
{
    bound_to = getpid();
}

/* For a child: it ends with `parent`. What it makes itself then ends with it. */
__attribute__((unused)) static void end_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    bound_to = getpid();
}

/* The same for a child of that process. One made with CLONE_VM is to be its last: it writes the same `bound_to`. */
__attribute__((unused)) static void end_with_maker(void)
{
    end_with(bound_to);
}
#endif
