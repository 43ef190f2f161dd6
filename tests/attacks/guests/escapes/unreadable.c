/* Executes a copy of itself that nobody may read: its user's supervisor cannot look into it.
 * who: user
 */
#include "../attack.h"
#include <sys/stat.h>

int main(int count, char **words)
{
    char path[] = "/tmp/scpipe-attack-XXXXXX";
    int p[2];
    if (count > 1) {
        write(atoi(words[1]), "B", 1);
        _exit(0);
    }
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    int from = open("/proc/self/exe", O_RDONLY), to = mkstemp(path);
    while (sendfile(to, from, NULL, 1 << 20) > 0)
        ;
    fchmod(to, 0111);
    close(to);
    pid_t pid = fork();
    if (!pid) {
        char number[12];
        snprintf(number, sizeof number, "%d", p[1]);
        execl(path, path, number, NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
    unlink(path);
    end(foreign(p[0], 'A'), "what cannot be read does not run");
}
