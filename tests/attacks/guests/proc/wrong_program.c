/* A rule trusts a program, and what runs here is looked up in the /proc of another PID namespace: one of our processes
 * has the number of a process outside that runs the trusted program (TRUSTED). test_ablation.py runs it so.
 * policy: --policy tests/attacks/policies/sleep_is_free.yaml
 */
#include "../attack.h"

static void attempt(void)
{
    int p[2];
    if (pipe2(p, O_NONBLOCK))
        lacks("a pipe");
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "the rule did not apply");
}

int main(int count, char **words)
{
    const char *trusted = getenv("TRUSTED");
    (void)words;
    if (count > 1 || !trusted)
        attempt();
    for (int i = 0; i < 2000; i++) {
        int status;
        pid_t child = fork();
        if (!child) {
            if (getpid() == atoi(trusted))
                execl("/proc/self/exe", "attempt", "now", (char *)0); /* whichever /proc it is, self is us */
            _exit(getpid() == atoi(trusted) ? 2 : 7);
        }
        waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 7)
            _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 9);
    }
    lacks("a process with that number");
}
