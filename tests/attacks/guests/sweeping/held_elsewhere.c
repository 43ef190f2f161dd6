/* Pipes that only an O_PATH descriptor, a thread's own table, a stopped process or a vfork child holds during a sweep. */
#include "../attack.h"
#include "sweep.h"
#include <semaphore.h>

static int in[4], out[4], moved[4];
static sem_t private, swept, done;

static void keep_only(int kept)
{
    for (int i = 0; i < 4; i++)
        if (i != kept)
            close(in[i]), close(out[i]);
}

static void *apart(void *unused)
{
    unshare(CLONE_FILES);
    keep_only(1);
    sem_post(&private);
    sem_wait(&swept);
    write(out[1], "B", 1);
    moved[1] = foreign(in[1], 'A');
    sem_post(&done);
    return unused;
}

static int stopped(int kind)
{
    keep_only(kind);
    raise(SIGSTOP);
    write(out[kind], "B", 1);
    _exit(foreign(in[kind], 'A'));
}

int main(void)
{
    pthread_t thread;
    int status;
    char path[64];
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 4; i++) {
        int p[2];
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        in[i] = p[0], out[i] = p[1];
    }
    sem_init(&private, 0, 0), sem_init(&swept, 0, 0), sem_init(&done, 0, 0);
    pthread_create(&thread, 0, apart, 0);
    sem_wait(&private);
    pid_t child = fork();
    if (child == 0)
        stopped(2);
    waitpid(child, &status, WUNTRACED);
    snprintf(path, sizeof path, "/proc/self/fd/%d", in[0]);
    int named = open(path, O_PATH);
    keep_only(3);
    if (vfork() == 0) { /* the parent sleeps, and its table holds the fourth */
        close(in[3]), close(out[3]);
        sweep();
        _exit(0);
    }
    sem_post(&swept);
    sem_wait(&done);
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
    moved[2] = WIFEXITED(status) && WEXITSTATUS(status);
    snprintf(path, sizeof path, "/proc/self/fd/%d", named);
    in[0] = open(path, O_RDONLY | O_NONBLOCK), out[0] = open(path, O_WRONLY | O_NONBLOCK);
    write(out[0], "B", 1);
    moved[0] = foreign(in[0], 'A');
    write(out[3], "B", 1);
    moved[3] = foreign(in[3], 'A');
    char ways[64];
    snprintf(ways, sizeof ways, "%d %d %d %d of O_PATH, thread, stopped, vfork", moved[0], moved[1], moved[2], moved[3]);
    puts(ways);
    end(moved[0] || moved[1] || moved[2] || moved[3], "every pipe was still known");
}
