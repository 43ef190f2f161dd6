/* Everything at once that leaves the busy loop and comes back to it: events, socket pairs made by two threads, children,
 * programs, writers that wait for room, killed writers. Each kind must go on, and a bystander's write, too.
 * long
 */
#include "../broken.h"

enum { KINDS = 7 };

static volatile double *longest;
static volatile long *done;

static void *make(void *unused)
{
    int p[2];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, p);
    write(p[1], "A", 1);
    close(p[0]), close(p[1]);
    return unused;
}

static void wait_for_room(void)
{
    static char much[9000];
    int p[2];
    memset(much, 'A', sizeof much);
    pipe(p);
    fcntl(p[1], F_SETPIPE_SZ, 4096);
    pid_t child = fork();
    if (!child) {
        close(p[1]);
        usleep(500);
        while (read(p[0], much, 200) > 0)
            ;
        _exit(0);
    }
    close(p[0]);
    write(p[1], much, sizeof much);
    write(p[1], "A", 1);
    close(p[1]);
    waitpid(child, NULL, 0);
}

static void kill_a_writer(const int *p, int number)
{
    char bytes[256];
    pid_t child = fork();
    if (!child)
        for (end_with_maker();;)
            write(p[1], "A", 1);
    usleep(300);
    kill(child, number);
    waitpid(child, NULL, 0);
    fcntl(p[0], F_SETFL, O_NONBLOCK);
    while (read(p[0], bytes, sizeof bytes) > 0)
        ;
}

static void work(int kind, const int *p)
{
    char byte;
    pid_t child;
    pthread_t thread;
    switch (kind) {
    case 0:
        write(p[1], "A", 1);
        read(p[0], &byte, 1);
        break;
    case 1:
        make(NULL);
        break;
    case 2:
        if (!(child = fork())) {
            write(p[1], "A", 1);
            _exit(0);
        }
        waitpid(child, NULL, 0);
        read(p[0], &byte, 1);
        break;
    case 3:
        if (!(child = vfork())) {
            execl("/bin/true", "true", NULL);
            _exit(1);
        }
        waitpid(child, NULL, 0);
        break;
    case 4:
        wait_for_room();
        break;
    case 5:
        kill_a_writer(p, done[5] % 2 ? SIGKILL : SIGTERM);
        break;
    default:
        pthread_create(&thread, NULL, make, NULL);
        make(NULL);
        pthread_join(thread, NULL);
    }
}

int main(void)
{
    pid_t children[KINDS];
    int null = open("/dev/null", O_WRONLY), stuck = 0;
    longest = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    done = (void *)(longest + 8);
    for (int kind = 0; kind < KINDS; kind++)
        if (!(children[kind] = fork())) {
            int p[2];
            end_with_maker();
            for (pipe(p);; done[kind]++)
                work(kind, p);
        }
    for (double until = tries_until(4); now() < until; usleep(1000)) {
        double took = now();
        write(null, "x", 1);
        took = now() - took;
        if (took > *longest)
            *longest = took;
    }
    for (int kind = 0; kind < KINDS; kind++) {
        stuck |= !done[kind];
        printf("kind %d: %ld\n", kind, done[kind]);
        kill(children[kind], SIGKILL);
        waitpid(children[kind], NULL, 0);
    }
    printf("the bystander waited %.3f s at the longest\n", *longest);
    finish(stuck, "all went on");
}
