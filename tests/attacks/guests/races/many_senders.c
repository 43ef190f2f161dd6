/* Several hundred threads and processes send different first bytes at the same moment. */
#include "../attack.h"

enum { TASKS = 240 };

static int p[2];
static volatile int *go;

static void send_one(int which)
{
    char data[3] = {1 + which, 1 + which, 1 + which};
    while (!*go)
        sched_yield();
    write(p[1], data, 1 + which % 3);
}

static void *thread(void *which)
{
    send_one((intptr_t)which);
    return NULL;
}

int main(void)
{
    go = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_t t[TASKS];
    pid_t pids[TASKS];
    int tasks = fewer(TASKS);
    pipe2(p, O_NONBLOCK);
    for (intptr_t i = 0; i < tasks; i++)
        if (i % 2)
            pthread_create(&t[i], NULL, thread, (void *)i);
        else if (!(pids[i] = fork())) {
            end_with_maker();
            send_one(i);
            _exit(0);
        }
    *go = 1;
    for (int i = 0; i < tasks; i++)
        if (i % 2)
            pthread_join(t[i], NULL);
        else
            waitpid(pids[i], NULL, 0);
    end(foreign(p[0], 0), "the first one chose the byte");
}
