/* A number in use is closed by a close_range(2) that sleeps uninterruptibly before it gets there, and taken by an F_DUPFD that
 * sleeps in the growth of the table, while a starved thread writes to it.
 */
#include "../attack.h"

enum { IN = 20, OUT = 21, FIRST = 60, NUMBER = 260, TABLE = 512, LOCKS = 60 };

static int p[2], null;
static volatile int go;

/* Holds, again and again, the lock of all file locks, which a close of a locked file needs (fs/locks.c file_rwsem). */
static void hold(void)
{
    char bytes[8192];
    for (int fd = open("/proc/locks", O_RDONLY);;)
        pread(fd, bytes, sizeof bytes, 0);
}

static void *closer(void *unused)
{
    while (!go)
        ;
    close_range(FIRST, NUMBER, 0);
    return unused;
}

static void *taker(void *unused)
{
    while (!go)
        ;
    usleep(rand() % 6000);
    fcntl(OUT, F_DUPFD, NUMBER);
    return unused;
}

static void *writer(void *unused)
{
    run_on(1, SCHED_IDLE);
    go = 1;
    if (rand() % 2)
        usleep(rand() % 20000);
    write(NUMBER, "B", 1);
    return unused;
}

static void attempt(void)
{
    pthread_t t;
    end_with_maker();
    pthread_create(&t, NULL, closer, NULL);
    pthread_create(&t, NULL, taker, NULL);
    pthread_create(&t, NULL, writer, NULL);
    pthread_join(t, NULL);
    _exit(0);
}

int main(void)
{
    char name[] = "/tmp/locked.XXXXXX";
    int won = 0, locked = mkstemp(name);
    pid_t helpers[2];
    unlink(name);
    for (int i = 0; i < LOCKS; i++) {
        struct flock one = {.l_type = F_WRLCK, .l_start = 2 * i, .l_len = 1};
        fcntl(locked, F_SETLK, &one);
    }
    pipe2(p, O_NONBLOCK);
    null = open("/dev/full", O_WRONLY);
    dup2(p[0], IN), dup2(p[1], OUT);
    for (int fd = FIRST; fd < TABLE; fd++)
        dup2(fd < NUMBER ? locked : null, fd);
    write(OUT, "A", 1);
    for (int i = 0; i < 2; i++) {
        helpers[i] = fork();
        if (helpers[i])
            continue;
        end_with_maker();
        run_on(i, SCHED_OTHER);
        if (i == 0)
            hold();
        for (;;)
            ;
    }
    for (double until = tries_until(2.5); now() < until && !won;) {
        srand(now() * 1e6);
        pid_t pid = fork();
        if (!pid)
            attempt();
        waitpid(pid, NULL, 0);
        won = foreign(IN, 'A');
    }
    for (int i = 0; i < 2; i++)
        kill(helpers[i], SIGKILL), waitpid(helpers[i], NULL, 0);
    end(won, "what was in use stayed in use");
}
