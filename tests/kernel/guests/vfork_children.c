/* Threads sleep; one makes children by vfork, or posix_spawn, which give the end of a pipe new numbers and write to it.
 *
 * vfork_children WAY COUNT THREADS [ARGUMENT]: the ways are vfork, spawn, open (vfork, and the end is opened again), nested (a child of each child
 * does it), fifo (each child opens a FIFO before, whose other end a thread opens that makes pipes first; ARGUMENT names it) and several
 * (each thread makes children, at the same time). Tells what came out of the pipe, and what calls failed with.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static int p[2], count, threads;
static const char *way, *fifo;
static char path[40], program[200];
static volatile int failed;

static void write_there(int number)
{
    if (number < 0 || write(number, "A", 1) != 1)
        failed = errno;
    if (write(number, "AB", 2) == 2)
        failed = -1;
    _exit(0);
}

static void spawn(int number)
{
    posix_spawn_file_actions_t actions;
    char word[12], *words[] = {program, word, NULL};
    pid_t pid;
    snprintf(word, sizeof word, "%d", number);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, p[1], number);
    posix_spawn_file_actions_addopen(&actions, number + 1, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&pid, program, &actions, NULL, words, environ))
        failed = errno;
    else
        waitpid(pid, NULL, 0);
    posix_spawn_file_actions_destroy(&actions);
}

static void make_child(int number)
{
    int nested = !strcmp(way, "nested"), opens = !strcmp(way, "open");
    if (!strcmp(way, "spawn")) {
        spawn(number);
        return;
    }
    pid_t pid = vfork();
    if (pid == 0) {
        if (nested && vfork() > 0)
            _exit(0);
        if (fifo && open(fifo, O_WRONLY) < 0)
            failed = errno;
        write_there(opens ? open(path, O_WRONLY) : dup2(p[1], number));
    }
    waitpid(pid, NULL, 0);
}

static void *make_children(void *first)
{
    for (volatile int i = 0; i < count; i++)
        make_child(20 + 40 * (int)(long)first + i);
    return NULL;
}

static void *open_fifo(void *unused)
{
    for (;;) {
        for (int i = 0, q[2]; i < 20; i++, usleep(1000))
            if (pipe(q) == 0)
                close(q[0]), close(q[1]);
        close(open(fifo, O_RDONLY));
    }
    return unused;
}

static void *rest(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(int argc, char **words)
{
    static char came[65536];
    pthread_t ids[16];
    ssize_t size, readlink_size = readlink("/proc/self/exe", program, sizeof program - 1);
    if (argc == 2) /* what is spawned */
        write_there(atoi(words[1]));
    if (argc < 4 || readlink_size < 0)
        return 2;
    way = words[1], count = atoi(words[2]), threads = atoi(words[3]);
    if (pipe(p))
        return 2;
    snprintf(path, sizeof path, "/proc/self/fd/%d", p[1]);
    int several = !strcmp(way, "several");
    if (argc > 4) {
        fifo = words[4];
        pthread_create(ids, NULL, open_fifo, NULL);
    }
    for (long i = 0; i < threads; i++)
        pthread_create(&ids[i], NULL, several ? make_children : rest, (void *)i);
    if (!several)
        make_children(NULL);
    for (int i = 0; several && i < threads; i++)
        pthread_join(ids[i], NULL);
    fcntl(p[0], F_SETFL, O_NONBLOCK);
    size = read(p[0], came, sizeof came);
    printf("%zd %d %d\n", size, (int)strspn(came, "A"), failed);
    fflush(stdout);
    _exit(0);
}
