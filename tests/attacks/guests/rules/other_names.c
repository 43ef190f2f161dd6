/* Executes itself as a memory file, a link and a descriptor that are called like an allowed program.
 * policy: --policy tests/attacks/policies/true_is_free.yaml
 */
#include "../attack.h"

static int attempt(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    return foreign(p[0], 'A');
}

int main(int count, char **words)
{
    char place[] = "/tmp/scpipe-attack-XXXXXX", path[60], link[60], self[200] = "";
    char *const arguments[] = {"/usr/bin/true", "write", NULL};
    int won = 0;
    if (count > 1)
        _exit(!attempt());
    (void)words;
    readlink("/proc/self/exe", self, sizeof self - 1);
    mkdtemp(place);
    snprintf(path, sizeof path, "%s/true", place);
    snprintf(link, sizeof link, "%s/link", place);
    symlink(self, path);
    symlink("/usr/bin/true", link);
    for (int way = 0; way < 4; way++) {
        int status, memory = memfd_create("/usr/bin/true", 0), from = open(self, O_RDONLY);
        while (way == 0 && sendfile(memory, from, NULL, 1 << 20) > 0)
            ;
        pid_t pid = fork();
        if (!pid) {
            prctl(PR_SET_NAME, "true");
            if (way == 0)
                syscall(SYS_execveat, memory, "", arguments, NULL, AT_EMPTY_PATH);
            if (way == 1)
                execv(path, arguments);
            if (way == 2)
                syscall(SYS_execveat, from, "", arguments, NULL, AT_EMPTY_PATH);
            execv("/proc/self/exe", arguments);
            _exit(1);
        }
        waitpid(pid, &status, 0);
        won |= !status;
        close(memory);
        close(from);
    }
    unlink(path);
    unlink(link);
    rmdir(place);
    end(won, "names do not count");
}
