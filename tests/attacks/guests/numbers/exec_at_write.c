/* A thread executes a program while its leader is at a stop for a plain write. The program must run to its end
 * with its own results: nothing may be answered, or let run, that was decided about the dead leader's call.
 */
#include "../broken.h"

static int out;
static char *program;
static void *execute(void *unused)
{
    static unsigned seed;
    for (volatile unsigned i = (seed = getpid() * 7919u % 40000); i; i--)
        ;
    execl(program, program, "again", NULL);
    return unused;
}

static void *writing(void *unused)
{
    for (;;)
        write(out, "A", 1);
    return unused;
}

int main(int count, char **words)
{
    if (count > 1) {
        int ends[2];
        char byte = 0;
        if (getpid() != (int)syscall(SYS_gettid) || pipe(ends) || write(ends[1], "B", 1) != 1 ||
            write(ends[1], "B", 1) != 1 || read(ends[0], &byte, 1) != 1 || byte != 'B' || write(9999, "B", 1) != -1 || errno != EBADF)
            _exit(13);
        _exit(42);
    }
    program = words[0];
    int wrong = 0, tries = 0, pairs[2];
    pipe(pairs);
    write(pairs[1], "A", 1);
    int null = open("/dev/null", O_WRONLY);
    fcntl(pairs[1], F_SETFL, O_NONBLOCK);
    for (double until = tries_until(4); now() < until && !wrong; tries++) {
        pid_t child = fork();
        if (!child) {
            pthread_t thread;
            out = tries % 2 ? pairs[1] : null;
            pthread_create(&thread, NULL, execute, NULL);
            if (tries % 3 == 0)
                pthread_create(&thread, NULL, writing, NULL);
            writing(NULL);
        }
        int status = 0;
        if (!await_end(child, 20)) {
            kill(child, SIGKILL);
            printf("a program hangs\n");
            wrong = 1;
        }
        waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 42) {
            printf("status %x\n", status);
            wrong = 1;
        }
    }
    printf("%d tries\n", tries);
    finish(wrong, "every program had its own results");
}
