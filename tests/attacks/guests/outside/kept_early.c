/* A pipe is given to a keeper outside before its making is over, has an event, is forgotten and comes back.
 * long
 */
#include "early.h"

static int another_value(int ends[2]) { return passes(ends, 'B'); }

int main(void)
{
    comes_again = another_value;
    try_again_for(8, try_both, "what comes back is refused");
}
