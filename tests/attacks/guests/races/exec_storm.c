/* Threads write to a number that is exchanged, while one of them replaces the program, again and again. */
#include "../attack.h"

static int p[2], null, number = 40;

static void *flip(void *unused)
{
    for (;;) {
        dup2(null, number);
        dup2(p[1], number);
    }
    return unused;
}

static void *writer(void *unused)
{
    for (;;)
        write(number, "B", 1);
    return unused;
}

static void *replace(void *self)
{
    char one[12], two[12];
    usleep(20000);
    snprintf(one, sizeof one, "%d", p[0]);
    snprintf(two, sizeof two, "%d", p[1]);
    execl("/proc/self/exe", self, one, two, NULL);
    return NULL;
}

int main(int count, char **words)
{
    pthread_t t;
    pid_t pid = 0;
    if (count == 1) {
        double until = tries_until(1.5);
        int won = 0;
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        pid = fork();
        while (pid && now() < until && !won) {
            usleep(2000);
            won = foreign(p[0], 'A');
        }
        if (pid) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            end(won | foreign(p[0], 'A'), "only the event byte came out");
        }
        end_with_maker();
    } else {
        p[0] = atoi(words[1]);
        p[1] = atoi(words[2]);
    }
    null = open("/dev/full", O_WRONLY | O_CLOEXEC);
    pthread_create(&t, NULL, flip, NULL);
    pthread_create(&t, NULL, writer, NULL);
    pthread_create(&t, NULL, replace, words[0]);
    for (;;)
        write(number, "B", 1);
}
