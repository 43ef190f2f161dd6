/* Not bytes but their number: what a writer is told goes in, no more and no less, whatever interrupts it.
 * A write that was made and is made again, or is answered and not made, is one too many or too few. SIGSTOP,
 * SIGCONT and signals with a handler come at any moment; the pair is full now and then.
 * long
 */
#include "../broken.h"

static long *told;
static void nothing(int number) { (void)number; }

static void *count(void *place)
{
    static char bytes[4][300];
    int out = *(int *)place;
    memset(bytes, 'A', sizeof bytes);
    for (unsigned i = 0;; i++) {
        ssize_t n = write(out, bytes[i % 4], 1 + i % 300);
        if (n > 0)
            __atomic_add_fetch(told, n, __ATOMIC_SEQ_CST);
        else if (errno != EINTR && errno != EAGAIN)
            break;
        if (told[1])
            break;
    }
    return NULL;
}

static long one(int kind)
{
    int ends[2];
    long came = 0;
    char bytes[65536];
    told[0] = told[1] = 0;
    if (kind)
        socketpair(AF_UNIX, kind == 1 ? SOCK_STREAM : SOCK_SEQPACKET, 0, ends);
    else
        pipe(ends);
    pid_t child = fork();
    if (!child) {
        pthread_t thread;
        pthread_create(&thread, NULL, count, &ends[1]);
        count(&ends[1]);
        pthread_join(thread, NULL);
        _exit(0);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    unsigned i = 0;
    static const int signals[] = {SIGSTOP, SIGCONT, SIGUSR1, SIGUSR2, SIGURG, SIGUSR2, SIGWINCH};
    for (double until = tries_until(1.5); now() < until; i++) {
        ssize_t n = read(ends[0], bytes, kind < 2 ? 1 + i * 977 % sizeof bytes : sizeof bytes);
        came += n > 0 ? n : 0;
        if (i % 3 == 0)
            kill(child, signals[i / 3 % 7]);
        if (i % 101 == 0)
            usleep(3000);
    }
    told[1] = 1;
    kill(child, SIGCONT);
    fcntl(ends[0], F_SETFL, 0);
    for (ssize_t n; (n = read(ends[0], bytes, sizeof bytes)) > 0;)
        came += n;
    int status = 0;
    waitpid(child, &status, 0);
    printf("kind %d: told %ld, came %ld, status %d\n", kind, told[0], came, status);
    return told[0] - came + status;
}

int main(void)
{
    struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    action.sa_flags = 0;
    sigaction(SIGUSR2, &action, NULL);
    told = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    long wrong = 0;
    for (int kind = 0; kind < 3; kind++)
        wrong |= one(kind);
    finish(wrong != 0, "what was told is what came");
}
