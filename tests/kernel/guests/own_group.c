/* own_group ROUNDS: sends signals to its own process group, itself and by a child that ends at once, and tells
 * how many of each have come; then one to its parent, which is not meant for it. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t came;

static void count(int number)
{
    (void)number;
    came++;
}

static void tell(const char *what)
{
    usleep(100000); /* one that comes late counts, too */
    printf("%s %d\n", what, (int)came);
    came = 0;
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = count};
    int rounds = argc > 1 ? atoi(argv[1]) : 1, status;

    sigaction(SIGUSR1, &action, 0);
    for (int round = 0; round < rounds; round++) {
        kill(0, SIGUSR1);
        usleep(2000);
    }
    tell("own");
    for (int round = 0; round < rounds; round++) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGUSR1, SIG_IGN);
            kill(0, SIGUSR1);
            _exit(0);
        }
        while (waitpid(child, &status, 0) < 0)
            ;
        usleep(2000);
    }
    tell("child's");
    kill(getppid(), SIGUSR1);
    tell("parent's");
    return 0;
}
