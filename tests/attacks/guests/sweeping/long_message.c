/* A long first message is looked at in pieces; meanwhile its descriptor is closed, dead pairs are looked for, and the reader opens the
 * pipe anew and sends another byte first.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

static size_t size;

static int p[2];
static char *zeros;

static void *send_long(void *unused)
{
    write(p[1], zeros, size);
    return unused;
}

int main(void)
{
    size = (size_t)fewer(600) << 20;
    volatile int *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_t t;
    pipe(p);
    zeros = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (size_t i = 0; i < size; i += 1 << 21)
        (void)*(volatile char *)(zeros + i);
    pid_t reader = fork();
    if (!reader) {
        close(p[1]);
        char path[64], bytes[65536];
        int early = 0;
        while (s[0] != 1)
            usleep(100);
        snprintf(path, sizeof path, "/proc/self/fd/%d", p[0]);
        sweep();
        int again = open(path, O_WRONLY | O_NONBLOCK);
        for (int i = 0; i < 100 && write(again, "B", 1) < 0 && errno == EAGAIN; i++)
            early |= read(p[0], bytes, sizeof bytes) > 0;
        close(again);
        int zero = early, other = 0;
        for (ssize_t n; (n = read(p[0], bytes, sizeof bytes)) > 0;)
            for (ssize_t i = 0; i < n; i++)
                bytes[i] ? (other = 1) : (zero = 1);
        s[1] = zero && other;
        _exit(0);
    }
    pthread_create(&t, NULL, send_long, NULL);
    usleep(20000);
    close(p[0]), close(p[1]);
    s[0] = 1;
    waitpid(reader, NULL, 0);
    end(s[1], "only one of the two went in");
}
