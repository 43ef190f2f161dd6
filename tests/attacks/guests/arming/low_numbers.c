/* Ends on the numbers 0, 1 and 2: those are in one filter with each other, or with any number where a shell makes them. The program is called
 * as a shell is.
 * dies
 */
#include "hunt.h"
#include <sys/stat.h>

enum { NULLS = 60 };

static void *use(void *unused)
{
    for (;;)
        for (int n = 0; n < 8; n++)
            write_and_see(n);
    return unused;
}

static void attempt(void)
{
    pthread_t t;
    unsigned seed = getpid();
    dup2(open("/dev/null", O_WRONLY), NULLS);
    if (seed & 1)
        pthread_create(&t, NULL, use, NULL);
    for (int i = 0; i < 12 && !hunt->through; i++) {
        int p[2], s[2], from = draw(&seed) % 4, to = draw(&seed) % 6;
        for (int n = from; n < 6; n++)
            close(n);
        if (i & 1 ? pipe2(p, O_NONBLOCK) : socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s))
            continue;
        hunt->tried++;
        if (!(i & 1)) {
            dup2(s[1], to);
            if (write(s[0], DATA) == 2 || write(s[1], DATA) == 2 || write(to, DATA) == 2)
                hunt->through = 1;
            close(s[0]), close(s[1]);
            continue;
        }
        hunt->met += p[1] == 1;
        dup2(p[1], to), dup2(NULLS, p[1]), write_and_see(to), write_and_see(p[1]), dup2(to, 1), write_and_see(1);
        pid_t child = fork();
        if (!child) {
            dup2(to, 2), dup2(1, 0), dup2(0, 5);
            for (int n = 0; n < 8; n++)
                write_and_see(n);
            _exit(0);
        }
        waitpid(child, NULL, 0);
        has_data(p[0]);
    }
}

int main(int count, char **words)
{
    if (count == 1) { /* the output is kept: the numbers below are used up */
        char place[] = "/tmp/attack-XXXXXX", name[64], self[512];
        int output = fcntl(1, F_DUPFD, 200), status;
        ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
        self[size > 0 ? size : 0] = 0;
        if (!mkdtemp(place))
            lacks("a directory");
        snprintf(name, sizeof name, "%s/sh", place);
        if (symlink(self, name))
            lacks("a link");
        int from = open(self, O_RDONLY), copy;
        unlink(name);
        copy = open(name, O_WRONLY | O_CREAT | O_EXCL, 0700);
        while (sendfile(copy, from, NULL, 1 << 20) > 0)
            ;
        close(copy), close(from);
        pid_t child = fork();
        if (!child) {
            execl(name, "sh", "again", NULL);
            _exit(3);
        }
        waitpid(child, &status, 0);
        unlink(name), rmdir(place);
        dup2(output, 1);
        end(WIFEXITED(status) && WEXITSTATUS(status) == 0, "nothing was in a pair");
    }
    (void)words;
    hunt_for(2, attempt, "nothing was in a pair");
}
