/* Threads that make every kind of trapped call without end, in a program that handles SIGTERM and goes on.
 *
 * Ten make and close pipes, ten write records that are refused, five count an eventfd up, five write where the
 * others must stand still for it, five raise signals whose handlers write to a pipe.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int told[2], counter, full;

static void handle(int signo)
{
    write(told[1], &signo, sizeof signo);
}

static void *work(void *kind)
{
    uint64_t one = 1;
    int p[2];
    for (;;)
        switch ((long)kind % 7) {
        case 0:
        case 1:
            if (pipe2(p, O_CLOEXEC | O_NONBLOCK) == 0) {
                close(p[0]);
                close(p[1]);
            }
            break;
        case 2:
        case 3:
            write(told[1], "record", 6);
            break;
        case 4:
            write(counter, &one, sizeof one);
            break;
        case 5:
            write(full, &one, sizeof one);
            break;
        default:
            raise(SIGUSR1);
        }
    return kind;
}

int main(void)
{
    pthread_t t;
    pipe2(told, O_NONBLOCK);
    counter = eventfd(0, EFD_NONBLOCK);
    full = open("/dev/full", O_WRONLY);
    signal(SIGTERM, handle);
    signal(SIGUSR1, handle);
    printf("working\n");
    fflush(stdout);
    for (long i = 0; i < 35; i++)
        pthread_create(&t, NULL, work, (void *)i);
    for (;;)
        pause();
}
