/* backtrace [WORD]: what makes a pipe and writes data to it, by functions with names; prints the errno of the write.
 * thread: another thread writes. signal: a signal handler writes. deep: 300 calls deep. jump: rbp leads to itself. */
#include "../../harness/bound.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2];
static int failure;

static void make_pair(void)
{
    if (pipe(ends)) /* here the pair is made */
        _exit(3);
}

static void send_data(void)
{
    if (write(ends[1], "data", 4) < 0) /* here it is refused */
        failure = errno;
}

static void *in_thread(void *unused)
{
    send_data();
    return unused;
}

static void on_signal(int number)
{
    (void)number;
    send_data();
}

static int go_down(int more)
{
    if (more)
        return go_down(more - 1) + 1;
    send_data();
    return 0;
}

__attribute__((naked)) static void jump(int fd __attribute__((unused)), const char *data __attribute__((unused)))
{
    __asm__("push %rbp\n mov %rsp, (%rsp)\n mov %rsp, %rbp\n mov $4, %edx\n mov $1, %eax\n syscall\n pop %rbp\n ret");
}

int main(int count, char **words)
{
    const char *word = count > 1 ? words[1] : "";
    pthread_t thread;
    make_pair();
    if (strcmp(word, "thread") == 0) {
        pthread_create(&thread, NULL, in_thread, NULL);
        pthread_join(thread, NULL);
    } else if (strcmp(word, "signal") == 0) {
        signal(SIGUSR1, on_signal);
        raise(SIGUSR1);
    } else if (strcmp(word, "deep") == 0) {
        go_down(300);
    } else if (strcmp(word, "jump") == 0) {
        jump(ends[1], "data");
    } else {
        send_data();
    }
    printf("%d\n", failure);
    return 0;
}
