/* Forks all the time, from several processes, children that sleep for long: forkers MICROSECONDS [violate].
 * After that time it ends with status 3; with "violate" it writes a foreign byte first. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static void multiply(void)
{
    for (int i = 0; i < 60; i++)
        if (fork() == 0) {
            sleep(50);
            _exit(0);
        }
    sleep(50);
    _exit(0);
}

int main(int argc, char **argv)
{
    int pair[2];
    if (argc < 2 || pipe(pair) != 0 || write(pair[1], "e", 1) != 1)
        return 1;
    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            multiply();
    usleep(atoi(argv[1]));
    if (argc > 2 && write(pair[1], "x", 1) == 1)
        return 2;
    return 3;
}
