/* Mounts itself over an allowed program, in a user namespace, and executes it under that name.
 * policy: --policy tests/attacks/policies/true_is_free.yaml
 */
#include "../outside/userns.h"

int main(int count, char **words)
{
    int p[2];
    if (count > 1 && !strcmp(words[1], "write")) {
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        write(p[1], "B", 1);
        end(foreign(p[0], 'A'), "names do not count");
    }
    become_root(CLONE_NEWNS);
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    char self[200] = "";
    readlink("/proc/self/exe", self, sizeof self - 1);
    if (mount(self, "/usr/bin/true", NULL, MS_BIND, NULL))
        lacks("bind mounts in a user namespace");
    execl("/usr/bin/true", "/usr/bin/true", "write", NULL);
    end(0, "nothing was executed");
}
