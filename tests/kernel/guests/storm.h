/* Several processes that do the same again and again, and what they saw: all of it must agree. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM = 1 << 16 };

/* Shared memory, no pair: what is restricted cannot carry results. */
static struct transcript {
    size_t length;
    char text[ROOM];
} *told;

static __attribute__((unused, format(printf, 1, 2))) void tell(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    told->length += vsnprintf(told->text + told->length, ROOM - told->length, format, values);
    va_end(values);
    if (told->length >= ROOM)
        abort();
}

/* A result: its number, or the name of its error. */
static __attribute__((unused)) const char *result(long value)
{
    static char text[4][32];
    static int next;
    char *to = text[next++ % 4];
    if (value < 0)
        return strerrorname_np(errno);
    snprintf(to, sizeof text[0], "%ld", value);
    return to;
}

static __attribute__((unused)) const char *ended(int status)
{
    static char text[4][32];
    static int next;
    char *to = text[next++ % 4];
    if (WIFEXITED(status))
        snprintf(to, sizeof text[0], "exit %d", WEXITSTATUS(status));
    else
        snprintf(to, sizeof text[0], "%s %s", WIFSTOPPED(status) ? "stop" : "signal",
                 sigabbrev_np(WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status)));
    return to;
}

static __attribute__((unused)) const char *waited(pid_t pid, int options)
{
    int status;
    pid_t got = waitpid(pid, &status, options);
    return got == pid ? ended(status) : result(got);
}

static void *shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        exit(9);
    return memory;
}

/* COPIES processes do the cases ROUNDS times each; prints what the first saw, and who saw something else. */
static __attribute__((unused)) int repeat(void (*cases)(void), int copies, int rounds)
{
    struct transcript *all = shared_memory(sizeof *all * copies * 2);
    int status, wrong = 0;
    pid_t pids[64];
    for (int i = 0; i < copies; i++)
        if ((pids[i] = fork()) == 0) {
            for (int round = 0; round < rounds; round++) {
                told = &all[2 * i + (round > 0)];
                told->length = 0;
                cases();
                if (strcmp(told->text, all[2 * i].text) != 0)
                    _exit(round);
            }
            _exit(0);
        }
    for (int i = 0; i < copies; i++) {
        waitpid(pids[i], &status, 0);
        if (status != 0)
            printf("copy %d, %s, saw first\n%sand then\n%s", i, ended(status), all[2 * i].text, all[2 * i + 1].text);
        else if (strcmp(all[0].text, all[2 * i].text) != 0)
            printf("copy %d saw\n%s", i, all[2 * i].text);
        else
            continue;
        wrong = 1;
    }
    fputs(all[0].text, stdout);
    return wrong;
}
