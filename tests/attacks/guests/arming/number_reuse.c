/* A number that an end had is a file, nothing, another pair's end and the end again, from a high number, while a thread and a process
 * with the same table write to it for ever.
 */
#include "arming.h"

enum { NUMBER = 40, HIGH = 400 };

static volatile int over;
static char stack[65536];

static int write_for_ever(void *unused)
{
    (void)unused;
    end_with_maker();
    while (!over)
        write(NUMBER, DATA);
    syscall(SYS_exit, 0);
    return 0;
}

static void *thread(void *unused)
{
    while (!over) {
        struct iovec v = {DATA};
        write(NUMBER, DATA);
        writev(NUMBER, &v, 1);
    }
    return unused;
}

static int attempt(void)
{
    pthread_t other_thread;
    int won = 0, p[2], with_process = getpid() & 1;
    pid_t process = 0;
    if (with_process)
        process = clone(write_for_ever, stack + sizeof stack, CLONE_FILES | CLONE_VM | SIGCHLD, NULL);
    else
        pthread_create(&other_thread, NULL, thread, NULL);
    if (make(getpid() & 2 ? STREAM : PIPE, p) == 0) {
        write(p[1], "A", 1);
        dup2(p[1], HIGH);
        dup2(p[1], NUMBER);
    }
    for (int i = 0; i < 30 && !won; i++) {
        int file = open("/dev/null", O_WRONLY), q[2];
        close(NUMBER);
        fcntl(file, F_DUPFD, NUMBER);
        close(file);
        dup2(HIGH, NUMBER);
        close(NUMBER);
        if (pipe2(q, O_NONBLOCK) == 0) {
            write(q[1], "A", 1);
            dup3(q[1], NUMBER, O_CLOEXEC);
            close(q[1]);
            close(NUMBER);
            dup2(HIGH, NUMBER);
            won = foreign(q[0], 'A');
            close(q[0]);
        }
        won |= other(p[0], 'A');
    }
    over = 1;
    if (process)
        waitpid(process, NULL, __WALL);
    else
        pthread_join(other_thread, NULL);
    return won || other(p[0], 'A');
}

int main(void) { try_again_for(1, attempt, "each pair had one value"); }
