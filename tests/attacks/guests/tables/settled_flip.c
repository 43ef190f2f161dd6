/* Pairs that have their bytes, each another one, under one number in turn; writers whose messages change, too.
 * What goes the short way is looked at on a copy: threads and a process that shares memory and table exchange
 * number and bytes in the middle of it.
 */
#include "../attack.h"

static int ends[4][2];
static volatile int number, done;
static char message[256];
static char stack[65536];

static void *flip_number(void *unused)
{
    for (unsigned i = 0; !done; i++)
        dup2(i % 5 == 4 ? 2 : ends[i % 5][1], number);
    return unused;
}

static int flip_bytes(void *unused)
{
    for (unsigned i = 0; !done; i++)
        memset(message, "ABCD"[i % 4], i % 3 ? sizeof message : 1);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static void *writer(void *unused)
{
    static const char *const own[] = {"AA", "BB", "CC", "DD"};
    for (unsigned i = 0; !done; i++) {
        write(number, message, 1 + i % sizeof message);
        send(number, message, 1 + i % 3, 0);
        write(number, own[i % 4], 1 + i % 2);
        write(ends[i % 4][1], message, 1 + i % 7);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    int won = 0;
    pipe(ends[0]);
    pipe2(ends[1], O_DIRECT);
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends[2]);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, ends[3]);
    dup2(open("/dev/null", O_WRONLY), 2);
    for (int i = 0; i < 4; i++) {
        fcntl(ends[i][1], F_SETFL, O_NONBLOCK | fcntl(ends[i][1], F_GETFL));
        write(ends[i][1], &"ABCD"[i], 1);
    }
    number = dup(2);
    pthread_create(&threads[0], NULL, flip_number, NULL);
    pthread_create(&threads[1], NULL, writer, NULL);
    pthread_create(&threads[2], NULL, writer, NULL);
    clone(flip_bytes, stack + sizeof stack, CLONE_VM | CLONE_FILES | SIGCHLD, NULL);
    for (double until = tries_until(3); now() < until && !won;)
        for (int i = 0; i < 4; i++)
            won |= foreign(ends[i][0], "ABCD"[i]);
    done = 1;
    end(won, "every byte is its pair's");
}
