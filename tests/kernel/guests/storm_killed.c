/* Parents that are killed while they make children: storm_killed ROUNDS SEED. Whoever is born lives on and ends
 * as it wants, and processes that have nothing to do with each other are left alone afterwards. */
#include "storm.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/prctl.h>

static atomic_int *born;

static void *thread(void *unused) { return unused; }

static void work(void)
{
    atomic_fetch_add(born, 1);
    _exit(access("/", F_OK) == 0 ? 3 : 4);
}

/* Makes children all the time, by fork, vfork, clone with everything shared, and threads. */
static void multiply(int kind)
{
    pthread_t made;
    for (;;) {
        pid_t pid = -1;
        switch (kind) {
        case 0: pid = fork(); break;
        case 1: pid = vfork(); break;
        case 2: pid = syscall(SYS_clone, CLONE_FILES | CLONE_FS | SIGCHLD, 0, 0, 0, 0); break;
        case 3: pthread_create(&made, NULL, thread, NULL); pthread_join(made, NULL); break;
        }
        if (pid == 0)
            work();
        if (pid > 0)
            waitpid(pid, NULL, 0);
    }
}

/* Sleepers with a time limit, while another process writes to a file of its own: how many were woken early. */
static int disturbed(void)
{
    int null = open("/dev/urandom", O_WRONLY), woken = 0, status;
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            struct epoll_event event;
            _exit(epoll_wait(epoll_create1(0), &event, 1, 300) != 0);
        }
    usleep(50000);
    for (int i = 0; i < 100; i++)
        if (write(null, "a", 1) != 1)
            _exit(5);
    while (wait(&status) > 0)
        woken += status != 0;
    return woken;
}

int main(int count, char **values)
{
    if (count != 3)
        return 2;
    int rounds = atoi(values[1]), wrong = 0;
    srand(atoi(values[2]));
    born = shared_memory(4096);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (int round = 0; round < rounds; round++) {
        int status;
        pid_t pid, parent = fork();
        if (parent == 0)
            multiply(round % 4);
        usleep(300 + rand() % 5000);
        kill(parent, SIGKILL);
        while ((pid = wait(&status)) > 0)
            if (pid == parent ? status != SIGKILL : status != 0x300) {
                printf("round %d: %s: %s\n", round, pid == parent ? "parent" : "child", ended(status));
                wrong = 1;
            }
    }
    printf("born %s, ", *born > 0 ? "some" : "none");
    printf("kcmp %s, woken %d\n", result(syscall(SYS_kcmp, getpid(), getpid(), 2 /* KCMP_FILES */, 0, 0)), disturbed());
    return wrong;
}
