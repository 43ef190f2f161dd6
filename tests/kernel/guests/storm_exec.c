/* A thread that is not the first executes this program anew, again and again, while the others do what they can:
 * storm_exec IMAGES. The process stays one: same pid, same parent, same pipe, and every image sends an event. */
#include "storm.h"
#include <pthread.h>
#include <sys/socket.h>

static int left, gate[2], own[2], full[2], pair[2];
static char *words[8];

static void *execute(void *unused)
{
    char number[12];
    usleep(rand() % 600);
    snprintf(number, sizeof number, "%d", left - 1);
    words[1] = number;
    execv("/proc/thread-self/exe", words);
    _exit(91);
    return unused;
}

static void *writes(void *unused)
{
    char data[64];
    for (;;)
        if (write(own[1], "o", 1) != 1 || read(own[0], data, sizeof data) < 1)
            _exit(92);
    return unused;
}

static void *sends(void *unused)
{
    char data[64];
    for (;;)
        if (send(pair[0], "s", 1, 0) != 1 || recv(pair[1], data, sizeof data, 0) < 1)
            _exit(93);
    return unused;
}

static void *waits(void *unused)
{
    static char data[1 << 16];
    memset(data, 'f', sizeof data);
    /* It is full then: the second one waits until the program is replaced. */
    if (write(full[1], data, sizeof data) != sizeof data || write(full[1], data, sizeof data) != -1)
        _exit(94);
    return unused;
}

static void *multiplies(void *unused)
{
    for (int status;;) {
        pid_t pid = rand() % 2 ? fork() : vfork();
        if (pid == 0)
            _exit(5);
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0x500)
            _exit(95);
    }
    return unused;
}

static void *makes_threads(void *unused)
{
    pthread_t thread;
    for (;;)
        if (pthread_create(&thread, NULL, (void *(*)(void *))getppid, NULL) == 0)
            pthread_join(thread, NULL);
    return unused;
}

/* The last image: its children that nobody could wait for, its number and its parent. */
static int finish(int pid, int parent)
{
    int strange = 0, status, events;
    char data[4096];
    while (wait(&status) > 0)
        strange += status != 0x500;
    events = read(gate[0], data, sizeof data);
    printf("images %d, same process %d, same parent %d, strange children %d\n", events, getpid() == pid,
           getppid() == parent, strange);
    return 0;
}

static void begin(void)
{
    static void *(*const others[])(void *) = {writes, sends, waits, multiplies, makes_threads, execute};
    pthread_attr_t small;
    pthread_t thread;
    int ways = sizeof others / sizeof *others;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (int i = 0; i < ways; i++)
        pthread_create(&thread, &small, others[i], NULL);
    /* The first thread: one of the writers, gone, or the one that makes children. */
    if (left % 3 == 0)
        pthread_exit(NULL);
    if (left % 3 == 1)
        multiplies(NULL);
    writes(NULL);
}

int main(int count, char **values)
{
    char text[4][16];
    if (count < 2)
        return 2;
    left = atoi(values[1]);
    words[0] = values[0];
    if (count == 6) {
        gate[0] = atoi(values[2]), gate[1] = atoi(values[3]);
        if (left == 0)
            return finish(atoi(values[4]), atoi(values[5]));
    } else if (pipe(gate) != 0)
        return 3;
    srand(left);
    int numbers[] = {gate[0], gate[1], count == 6 ? atoi(values[4]) : getpid(), count == 6 ? atoi(values[5]) : getppid()};
    for (int i = 0; i < 4; i++) {
        snprintf(text[i], sizeof text[i], "%d", numbers[i]);
        words[2 + i] = text[i];
    }
    if (pipe2(own, O_CLOEXEC) != 0 || pipe2(full, O_CLOEXEC) != 0 || write(gate[1], "g", 1) != 1)
        return 4;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return 5;
    begin();
}
