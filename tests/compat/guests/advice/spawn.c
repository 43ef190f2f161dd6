/* posix_spawn of the first argument; says 0 if that exists. */
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv) {
    pid_t child;
    int error = posix_spawn(&child, argv[argc - 1], 0, 0, argv + 1, environ);
    if (!error) waitpid(child, 0, 0);
    printf("error %d\n", error);
    return 0;
}
