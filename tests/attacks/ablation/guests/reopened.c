/* Opens the read end it was given as standard input for writing: a pipe of its own. */
#include "ablation.h"

int main(void)
{
    int out = open("/proc/self/fd/0", O_RDWR | O_NONBLOCK);
    write(out, "A", 1);
    write(out, "B", 1);
    end(foreign(out, 'A'), "one value, or none");
}
