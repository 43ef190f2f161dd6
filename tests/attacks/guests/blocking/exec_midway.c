/* A thread's first message is half in when a sibling's exec kills it; the new program goes on with another byte. */
#include "../attack.h"

static int p[2];
static char data[300000];

static void *writer(void *unused)
{
    write(p[1], data, sizeof data);
    return unused;
}

static int attempt(char *self, int delay)
{
    pthread_t t;
    char one[12], two[12];
    pipe2(p, 0);
    memset(data, 'A', sizeof data);
    pthread_create(&t, NULL, writer, NULL);
    usleep(delay);
    sprintf(one, "%d", p[0]);
    sprintf(two, "%d", p[1]);
    execl("/proc/self/exe", self, one, two, NULL);
    return 1;
}

static int second(int in, int out)
{
    char byte;
    fcntl(in, F_SETFL, O_NONBLOCK);
    fcntl(out, F_SETFL, O_NONBLOCK);
    if (read(in, &byte, 1) != 1 || byte != 'A')
        return 1;
    char some[4096];
    read(in, some, sizeof some);
    memset(some, 'B', sizeof some);
    write(out, some, sizeof some);
    return !foreign(in, 'A');
}

int main(int count, char **words)
{
    double until = tries_until(1.5);
    if (count == 3)
        return second(atoi(words[1]), atoi(words[2]));
    for (int round = 0; now() < until; round++) {
        int status;
        pid_t pid = fork();
        if (!pid)
            _exit(attempt(words[0], 200 + round * 40 % 3000));
        waitpid(pid, &status, 0);
        if (status == 0)
            end(1, "");
    }
    end(0, "what is in is remembered");
}
