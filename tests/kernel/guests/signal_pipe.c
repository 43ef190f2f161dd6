/* What a handler is told of SIGPIPE: pipes and socket pairs whose reader has gone, threads; signal_pipe user: after
 * setuid; signal_pipe blocked: what sigwaitinfo is told. */

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static volatile int signals, code, own_pid, own_uid, own_thread, number;
static __thread int here;

static void on_signal(int signal, siginfo_t *info, void *context)
{
    signals++, number = signal, code = info->si_code;
    own_pid = info->si_pid == getpid(), own_uid = info->si_uid == getuid(), own_thread = here;
}

static void tell(const char *what, long result)
{
    int error = result < 0 ? errno : 0;

    printf("%s: %ld %s; signals %d number %d code %d pid %d uid %d thread %d\n", what, result,
           error ? strerrorname_np(error) : "", signals, number, code, own_pid, own_uid, own_thread);
    signals = number = code = own_pid = own_uid = own_thread = 0;
}

static void write_all_ways(const char *who)
{
    static const int kinds[] = {SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM};
    struct iovec parts[2] = {{"aa", 2}, {"a", 1}};
    int fds[2];

    here = 1;
    printf("%s\n", who);
    if (pipe(fds) != 0)
        exit(1);
    close(fds[0]);
    tell("pipe write", write(fds[1], "aaa", 3));
    tell("pipe writev", writev(fds[1], parts, 2));
    tell("pipe empty write", write(fds[1], "", 0));
    if (strcmp(who, "main thread") == 0) /* with two threads it is anybody's */
        tell("kill", kill(getpid(), SIGPIPE));
    tell("tgkill", syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGPIPE));
    for (int kind = 0; kind < 3; kind++) {
        if (socketpair(AF_UNIX, kinds[kind], 0, fds) != 0)
            exit(1);
        close(fds[0]);
        tell("socket write", write(fds[1], "aaa", 3));
        tell("socket send", send(fds[1], "aaa", 3, 0));
        tell("socket send quietly", send(fds[1], "aaa", 3, MSG_NOSIGNAL));
        close(fds[1]);
    }
    here = 0;
}

static void *in_thread(void *unused)
{
    write_all_ways("second thread");
    return unused;
}

static void take_blocked(void)
{
    sigset_t set;
    siginfo_t info;
    int fds[2];

    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, 0);
    if (pipe(fds) != 0)
        exit(1);
    close(fds[0]);
    printf("write %zd ", write(fds[1], "aaa", 3));
    printf("signal %d ", sigwaitinfo(&set, &info));
    printf("code %d own %d\n", info.si_code, info.si_pid == getpid());
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
    pthread_t thread;

    sigaction(SIGPIPE, &action, 0);
    if (argc > 1 && strcmp(argv[1], "blocked") == 0) {
        take_blocked();
        return 0;
    }
    if (argc > 1 && setresuid(65533, 65533, 65533) != 0)
        return 9;
    write_all_ways("main thread");
    pthread_create(&thread, 0, in_thread, 0);
    pthread_join(thread, 0);
    return 0;
}
