/* A pipe is handed from process to process by fork, vfork, clone and exec, each holder ending at once, while dead pairs are looked for. */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { IN = 50, OUT = 51 };

/* The next holder; the present one ends. */
static void hand_over(const char *self, int step)
{
    char word[16];
    pid_t pid = -1;
    switch (step % 4) {
    case 0:
        pid = fork();
        break;
    case 1:
        pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
        break;
    case 2:
        pid = syscall(SYS_clone, CLONE_VFORK | CLONE_PTRACE | SIGCHLD, NULL, NULL, NULL, NULL);
        break;
    default:
        snprintf(word, sizeof word, "%d", step + 1);
        execl(self, self, word, NULL);
    }
    if (pid)
        _exit(0);
}

int main(int count, char **words)
{
    int p[2], step = count > 1 ? atoi(words[1]) : 0;
    if (!step) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        pipe2(p, O_NONBLOCK);
        dup2(p[0], IN), dup2(p[1], OUT), close(p[0]), close(p[1]);
        write(OUT, "A", 1);
        if (fork()) {
            close(IN), close(OUT);
            for (double until = tries_until(1.5); now() < until;)
                sweep();
            int status, won = 0;
            while (wait(&status) > 0)
                won |= WIFEXITED(status) && WEXITSTATUS(status) == 7;
            end(won, "the pipe was known wherever it was");
        }
        step = 1;
    }
    /* No clock in here: each holder counts on. */
    while (step < 1200) {
        hand_over(words[0], step);
        step++;
    }
    usleep(300000);
    write(OUT, "B", 1);
    _exit(foreign(IN, 0) ? 7 : 0);
}
