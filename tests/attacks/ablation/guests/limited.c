/* Sets a limit of its parent, which is a process outside, to what it is. */
#include "ablation.h"

int main(void)
{
    struct rlimit limit;
    if (prlimit(getppid(), RLIMIT_CORE, NULL, &limit))
        absent();
    end(prlimit(getppid(), RLIMIT_CORE, &limit, NULL) == 0, strerror(errno));
}
