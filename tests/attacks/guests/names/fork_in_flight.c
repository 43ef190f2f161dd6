/* Children forked while writes are blocked, and the siblings of a blocked writer, write another byte. */
#include "../attack.h"

static int p[2];

static void *blocked(void *unused)
{
    char full[8192];
    memset(full, 'A', sizeof full);
    for (;;)
        write(p[1], full, sizeof full);
    return unused;
}

int main(void)
{
    double until = tries_until(1.5);
    pthread_t t;
    int won = 0;
    pipe(p);
    write(p[1], "A", 1);
    pthread_create(&t, NULL, blocked, NULL);
    while (now() < until && !won) {
        pid_t pid = fork();
        if (!pid) {
            fcntl(p[1], F_SETFL, O_NONBLOCK);
            for (int i = 0; i < 20; i++)
                write(p[1], "B", 1);
            _exit(0);
        }
        won = foreign(p[0], 'A');
        waitpid(pid, NULL, 0);
        won |= foreign(p[0], 'A');
    }
    end(won, "only the event byte came out");
}
