/* What the guests of the ablation use besides. */
#include "../../guests/attack.h"

/* Something is not there: bare, this machine lacks it; under scpipe the attack is over. */
__attribute__((unused, noreturn)) static void absent(void)
{
    const char *why = strerror(errno);
    if (getenv("BARE"))
        lacks(why);
    end(0, why);
}
