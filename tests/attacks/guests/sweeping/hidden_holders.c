/* During a sweep the pipes are only in a stopped process of a nested PID namespace, in a thread whose leader has ended, in a
 * chain of children that end at once, and in a child made for its grandparent.
 */
#include "../attack.h"
#include "../sweeping/sweep.h"

enum { KINDS = 4 };

static int in[KINDS], out[KINDS];
static volatile int *s; /* go, then one word for each kind */

static void keep_only(int kept)
{
    for (int i = 0; i < KINDS; i++)
        if (i != kept)
            close(in[i]), close(out[i]);
}

static void try(int kind)
{
    write(out[kind], "B", 1);
    s[1 + kind] = foreign(in[kind], 0);
    _exit(0);
}

static void *thread_of_dead(void *unused)
{
    while (!s[0])
        usleep(1000);
    try(1);
    return unused;
}

static void hold(int kind)
{
    pthread_t t;
    keep_only(kind);
    if (kind == 0) {
        unshare(CLONE_NEWUSER | CLONE_NEWPID);
        if (fork() == 0) {
            raise(SIGSTOP);
            while (!s[0])
                usleep(1000);
            try(kind);
        }
        close(in[0]), close(out[0]);
        wait(NULL);
        _exit(0);
    }
    if (kind == 1) {
        pthread_create(&t, NULL, thread_of_dead, NULL);
        pthread_exit(NULL);
    }
    if (kind == 2) { /* the last of many threads that come and go */
        while (!s[0]) {
            pid_t pid = fork();
            if (pid)
                _exit(0);
        }
        try(kind);
    }
    if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL) == 0) {
        while (!s[0])
            sched_yield();
        try(kind);
    }
    _exit(0);
}

int main(void)
{
    s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (int i = 0; i < KINDS; i++) {
        int p[2];
        pipe2(p, O_NONBLOCK);
        write(p[1], "A", 1);
        in[i] = p[0], out[i] = p[1];
    }
    pid_t group = 0;
    for (int i = 0; i < KINDS; i++) {
        pid_t pid = fork();
        if (!pid) {
            setpgid(0, group);
            hold(i);
        }
        setpgid(pid, group ? group : pid);
        group = group ? group : pid;
    }
    keep_only(-1);
    usleep(100000);
    sweep();
    s[0] = 1;
    kill(-group, SIGCONT);
    for (double until = now() + 1; now() < until && waitpid(-1, NULL, WNOHANG) >= 0; usleep(1000))
        kill(-group, SIGCONT);
    kill(-group, SIGKILL);
    while (wait(NULL) > 0)
        ;
    char found[64];
    snprintf(found, sizeof found, "namespace %d, dead leader %d, chain %d, cloned %d", s[1], s[2], s[3], s[4]);
    end(s[1] || s[2] || s[3] || s[4], found);
}
