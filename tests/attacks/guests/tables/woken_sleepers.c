/* Threads that are stopped in a row sleep in epoll_wait, read, a futex and sigtimedwait, and are let go again all at once; what wakes one of
 * them, at any moment of that, makes it put a pair under the number that is being written to. Idea: some are let go before the last call is over.
 */
#include "../attack.h"
#include <linux/futex.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { NUMBER = 40, EACH = 3 };

static int p[2], null, gate[EACH], *words;

static void exchange(void)
{
    dup2(p[1], NUMBER);
    dup2(null, NUMBER);
    dup2(p[1], NUMBER);
}

static void *by_epoll(void *one)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET};
    int set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, gate[(long)one], &event);
    for (;; exchange())
        epoll_wait(set, &event, 1, -1);
    return NULL;
}

static void *by_read(void *one)
{
    uint64_t count;
    for (;; exchange())
        read(gate[(long)one], &count, sizeof count);
    return NULL;
}

static void *by_futex(void *one)
{
    for (;; exchange())
        syscall(SYS_futex, &words[(long)one], FUTEX_WAIT, words[(long)one], NULL, NULL, 0);
    return NULL;
}

static void *by_signal(void *unused)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    for (;; exchange())
        sigwaitinfo(&set, NULL);
    return unused;
}

/* A process of its own: nobody stops it. It wakes the others for ever. */
static void wake(pid_t pid)
{
    uint64_t one = 1;
    end_with_maker();
    for (long i = 0;; i++) {
        write(gate[i % EACH], &one, sizeof one);
        words[i % EACH]++;
        syscall(SYS_futex, &words[i % EACH], FUTEX_WAKE, 1, NULL, NULL, 0);
        kill(pid, SIGUSR1);
        if (i % 16 == 0)
            usleep(500);
    }
}

int main(void)
{
    pthread_t t;
    sigset_t set;
    int won = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    write(p[1], "A", 1);
    words = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (long i = 0; i < EACH; i++) {
        gate[i] = eventfd(0, 0);
        pthread_create(&t, NULL, by_epoll, (void *)i);
        pthread_create(&t, NULL, by_read, (void *)i);
        pthread_create(&t, NULL, by_futex, (void *)i);
        pthread_create(&t, NULL, by_signal, NULL);
    }
    pid_t main_process = getpid(), pid = fork();
    if (!pid)
        wake(main_process);
    for (double until = tries_until(3); now() < until && !won;) {
        for (int i = 0; i < 20; i++)
            write(NUMBER, "B", 1);
        won = foreign(p[0], 'A');
    }
    kill(pid, SIGKILL);
    end(won, "nobody ran before the call was over");
}
