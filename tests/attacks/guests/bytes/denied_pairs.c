/* Every way to make a pair, where both kinds are denied.
 * policy: --pipe deny --socketpair deny
 */
#include "denied.h"

int main(void)
{
    try_makers(pipes, COUNT(pipes));
    try_makers(pairs, COUNT(pairs));
    finish();
}
