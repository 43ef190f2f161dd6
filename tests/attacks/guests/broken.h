/* For attacks that want the supervisor, or what a program is told, to go wrong: natively nothing does. So that they win
 * bare, they end with a second value in a pair; where something did go wrong they end with a word of their own.
 */
#include "attack.h"

__attribute__((unused, noreturn)) static void finish(int broken, const char *why)
{
    int p[2];
    if (broken) {
        printf("broken\n");
        fflush(stdout);
        _exit(3);
    }
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), why);
}
