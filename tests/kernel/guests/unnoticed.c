/* Sleeps in calls that say EINTR whenever they are woken, while things happen that natively wake nobody:
 * a child ends (SIGCHLD at its default), a signal is ignored, or another thread writes to what it shares with us
 * (that alone: signals are blocked then, as the other thread could take one that has woken us).
 * Says what each call returned; with "handled", a handler runs and EINTR is right. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOISE_MS = 60, END_MS = 250 };

static int event, set, semaphores;
static volatile int noise;
static sigset_t waited_for, blocked;

static void pause_ms(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0)
        ;
}

static void nothing(int signo)
{
    (void)signo;
}

static long call(int how)
{
    struct epoll_event got;
    struct sembuf take = {0, -1, 0};
    switch (how) {
    case 0:
        return epoll_wait(set, &got, 1, -1);
    case 1:
        return epoll_pwait(set, &got, 1, -1, &blocked);
    case 2:
        return syscall(441, set, &got, 1, NULL, NULL, 8L); /* epoll_pwait2 */
    case 3:
        return sigwaitinfo(&waited_for, NULL);
    case 4:
        return semop(semaphores, &take, 1);
    default:
        return semtimedop(semaphores, &take, 1, NULL);
    }
}

static const char *names[] = {"epoll_wait", "epoll_pwait", "epoll_pwait2", "sigwaitinfo", "semop", "semtimedop"};

/* What ends the calls natively comes from a child, so that a thread shares nothing with who is asked. */
static pid_t ender(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        uint64_t one = 1;
        struct sembuf give = {0, 1, 0};
        pause_ms(END_MS);
        write(event, &one, sizeof one);
        semop(semaphores, &give, 1);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    return pid;
}

/* Calls that run natively while all who share the descriptor table are stopped. */
static void *sharer(void *end)
{
    for (;;) {
        if (noise)
            send(*(int *)end, "a", 1, MSG_DONTWAIT);
        pause_ms(5);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "child";
    int end = -1;
    pthread_t thread;
    event = eventfd(0, EFD_NONBLOCK);
    set = epoll_create1(0);
    struct epoll_event in = {.events = EPOLLIN};
    epoll_ctl(set, EPOLL_CTL_ADD, event, &in);
    semaphores = semget(IPC_PRIVATE, 1, 0600);
    sigemptyset(&waited_for);
    sigaddset(&waited_for, SIGUSR1);
    sigprocmask(SIG_BLOCK, &waited_for, NULL);
    signal(SIGUSR2, strcmp(what, "handled") == 0 ? nothing : SIG_IGN);
    if (strcmp(what, "sharer") == 0) {
        sigset_t quiet;
        sigemptyset(&quiet);
        sigaddset(&quiet, SIGCHLD);
        sigaddset(&quiet, SIGUSR2);
        sigprocmask(SIG_BLOCK, &quiet, NULL);
        end = socket(AF_UNIX, SOCK_DGRAM, 0); /* no pair: its sender must be seen, so the call runs natively */
        pthread_create(&thread, NULL, sharer, &end);
    }
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int how = 0; how < 6; how++) {
        pid_t noisy = fork();
        if (noisy == 0) {
            pause_ms(NOISE_MS);
            if (strcmp(what, "child") != 0)
                kill(getppid(), SIGUSR2);
            _exit(0);
        }
        pid_t last = ender();
        noise = 1;
        long result = call(how);
        int error = errno;
        noise = 0;
        printf("%s: %s\n", names[how], result >= 0 ? "ended by what it waits for" : strerror(error));
        waitpid(noisy, NULL, 0);
        waitpid(last, NULL, 0);
        uint64_t count;
        struct timespec none = {0, 0};
        struct sembuf take = {0, -1, IPC_NOWAIT};
        read(event, &count, sizeof count);
        sigtimedwait(&waited_for, NULL, &none);
        semop(semaphores, &take, 1);
    }
    semctl(semaphores, 0, IPC_RMID);
    return 0;
}
