/* Writes to an eventfd that has no room, which scpipe gives up by a timer: at that moment the number becomes a pair's. Signals of the timer's
 * kind, stops and SIGKILL come all the time, and forked heirs of the eventfd do the same.
 */
#include "../attack.h"
#include <sys/eventfd.h>

enum { NUMBER = 40 };

static int p[2], s[2], counter;

static void *flip(void *unused)
{
    for (;; usleep(rand() % 1500)) {
        dup2(counter, NUMBER);
        usleep(rand() % 1500);
        dup2(p[1], NUMBER);
        dup2(s[1], NUMBER);
    }
    return unused;
}

static void *fill(void *unused)
{
    uint64_t most = UINT64_MAX - 1, all;
    for (;; usleep(300)) {
        read(counter, &all, sizeof all);
        write(counter, &most, sizeof most);
    }
    return unused;
}

static void *writer(void *unused)
{
    uint64_t value = 0x4242424242424242;
    for (;;)
        write(NUMBER, &value, sizeof value);
    return unused;
}

static void nothing(int number)
{
    (void)number;
}

static void storm(int times)
{
    for (int i = 0; i < times; i++) {
        kill(getppid(), SIGURG);
        kill(getpid(), SIGURG);
        usleep(1000);
    }
}

static int won(void)
{
    return foreign(p[0], 'A') || foreign(s[0], 'A');
}

int main(void)
{
    int through = 0;
    struct sigaction action = {.sa_handler = nothing};
    sigaction(SIGURG, &action, NULL);
    pipe2(p, O_NONBLOCK);
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s);
    counter = eventfd(0, 0);
    write(p[1], "A", 1);
    write(s[1], "A", 1);
    for (double until = tries_until(3); now() < until && !through;) {
        pid_t pid = fork();
        if (!pid) {
            pthread_t t;
            end_with_maker();
            pthread_create(&t, NULL, fill, NULL);
            pthread_create(&t, NULL, flip, NULL);
            pthread_create(&t, NULL, writer, NULL);
            pthread_create(&t, NULL, writer, NULL);
            storm(1000);
        }
        for (int i = 0; i < 20 && !through; i++) {
            usleep(10000);
            kill(pid, i % 2 ? SIGCONT : SIGSTOP);
            through = won();
        }
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    end(through || won(), "what was given up was judged anew");
}
