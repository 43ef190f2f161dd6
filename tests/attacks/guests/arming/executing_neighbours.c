/* Others who share a memory, a table or nothing with who makes pairs execute a program all the time: threads by an exec of theirs, children of
 * vfork, and threads of such a child whose leader has ended. What is executed writes to all numbers that it has.
 * dies
 */
#include "hunt.h"

static char stacks[4][65536], self[512];

static void use_all(void)
{
    int p[2];
    for (int n = 3; n < 16; n++)
        write_and_see(n);
    if (!pipe2(p, O_NONBLOCK))
        write_and_see(p[1]), write_and_see(dup(p[1])), has_data(p[0]);
}

static void *make_and_use(void *unused)
{
    for (int i = 0; i < 60; i++) {
        int p[2];
        if (pipe2(p, O_NONBLOCK))
            continue;
        hunt->tried++;
        int more = dup(p[1]);
        write_and_see(more), write_and_see(p[1]), has_data(p[0]);
        if (i % 8) /* the others stay for who executes */
            close(p[0]), close(p[1]), close(more);
    }
    return unused;
}

static void execute(const char *map) { execl(self, self, map, NULL); }

static int remain(void *map)
{
    usleep(200);
    execute(map);
    return 0;
}

static int leave_thread(void *map)
{
    clone(remain, stacks[2] + sizeof stacks[2], CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_FS | CLONE_FILES, map);
    syscall(SYS_exit, 0);
    return 0;
}

static void *exec_soon(void *map)
{
    usleep(2000 + getpid() % 3000);
    execute(map);
    return NULL;
}

static void attempt(void)
{
    pthread_t t;
    static char map[32];
    snprintf(map, sizeof map, "%d", 200);
    for (int i = 0; i < 2; i++)
        pthread_create(&t, NULL, make_and_use, NULL);
    if (getpid() % 3 == 0)
        pthread_create(&t, NULL, exec_soon, map);
    for (int i = 0; i < 12; i++) {
        int leaves = i % 2;
        clone(leaves ? leave_thread : remain, stacks[0] + sizeof stacks[0], CLONE_VM | CLONE_VFORK | SIGCHLD, map);
    }
    for (double until = now() + 0.5; waitpid(-1, NULL, WNOHANG) >= 0 && now() < until;)
        usleep(500);
}

int main(int count, char **words)
{
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    self[size > 0 ? size : 0] = 0;
    if (count > 1) {
        struct stat status;
        end_with(getppid());
        hunt = mmap(NULL, sizeof *hunt, PROT_READ | PROT_WRITE, MAP_SHARED, atoi(words[1]), 0);
        int p[2];
        if (hunt == MAP_FAILED || pipe2(p, O_NONBLOCK) || fstat(p[0], &status))
            _exit(0);
        hunt_pipes = status.st_dev;
        hunt->met++;
        write_and_see(p[1]), has_data(p[0]);
        use_all();
        _exit(0);
    }
    struct stat status;
    int p[2], rounds = 0, file = memfd_create("hunt", 0);
    ftruncate(file, sizeof *hunt);
    dup2(file, 200), close(file); /* a low number would be written to */
    if (pipe(p) || fstat(p[0], &status))
        lacks("a pipe");
    hunt_pipes = status.st_dev;
    close(p[0]), close(p[1]);
    hunt = mmap(NULL, sizeof *hunt, PROT_READ | PROT_WRITE, MAP_SHARED, 200, 0);
    for (double until = tries_until(3); now() < until && !hunt->through; rounds++) {
        pid_t child = fork();
        if (!child) {
            end_with_maker();
            attempt();
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    fprintf(stderr, "%d processes, tried %ld, met %ld\n", rounds, hunt->tried, hunt->met);
    end(hunt->through, "nothing was in a pipe");
}
