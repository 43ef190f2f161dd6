/* Ends processes in every way and says what their parent sees: exit_matrix; ends itself: exit_matrix end KIND N. */

#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static char *self;

static void own_filter(unsigned verdict)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, verdict),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    syscall(SYS_getppid);
}

static void fault(int number)
{
    static const struct itimerval soon = {{0, 0}, {0, 1000}};
    static const struct rlimit none = {0, 0};
    int *volatile nowhere = (int *)8;
    int fds[2];

    switch (number) {
    case 0: *nowhere = 1; break;
    case 1: __asm__ volatile("ud2"); break;
    case 2: __asm__ volatile("int3"); break;
    case 3: __asm__ volatile("cltd; idivl %%ecx" : : "a"(1), "c"(0) : "edx"); break;
    case 4: *(volatile char *)mmap(0, 4096, PROT_WRITE, MAP_SHARED, fileno(tmpfile()), 0) = 1; break;
    case 5: setitimer(ITIMER_REAL, &soon, 0); pause(); break;
    case 6: own_filter(SECCOMP_RET_KILL_PROCESS); break;
    case 7: own_filter(SECCOMP_RET_TRAP); break;
    case 8: setrlimit(RLIMIT_FSIZE, &none); if (write(fileno(tmpfile()), "a", 1) < 0) break; break;
    case 9: if (pipe(fds) == 0 && close(fds[0]) == 0 && write(fds[1], "a", 1) < 0) break; break;
    case 10: abort();
    case 11: own_filter(SECCOMP_RET_KILL_THREAD); break; /* the last thread's end is the process's */
    }
}

static void end(const char *kind, int number)
{
    static const long no_handler[4];

    if (strcmp(kind, "code") == 0)
        _exit(number);
    if (strcmp(kind, "signal") == 0) {
        syscall(SYS_rt_sigaction, number, no_handler, 0, 8); /* libc has handlers for 32 and 33 */
        syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), number);
    } else {
        fault(number);
    }
    _exit(99);
}

static const char *the_kind;
static int the_number;

static void *end_in_thread(void *leader)
{
    if (leader)
        pthread_join(*(pthread_t *)leader, 0);
    end(the_kind, the_number);
    return 0;
}

static void begin(const char *how, const char *kind, int number)
{
    static pthread_t leader;
    pthread_t thread;
    char digits[16];

    the_kind = kind, the_number = number, leader = pthread_self();
    if (strcmp(how, "thread") == 0) {
        pthread_create(&thread, 0, end_in_thread, 0);
        for (;;)
            pause();
    }
    if (strcmp(how, "last") == 0) {
        pthread_create(&thread, 0, end_in_thread, &leader);
        pthread_exit(0);
    }
    if (strcmp(how, "exec") == 0) {
        sprintf(digits, "%d", number);
        execl(self, self, "end", kind, digits, (char *)0);
    }
    end(kind, number);
}

static void show(const char *how, const char *kind, int number)
{
    int status = 0;
    pid_t pid;

    if (strcmp(how, "vfork") == 0) {
        pid = vfork();
        if (pid == 0)
            end(kind, number);
    } else {
        pid = fork();
        if (pid == 0)
            begin(how, kind, number);
    }
    waitpid(pid, &status, 0);
    printf("%s %s %d: %#x\n", how, kind, number, status);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static const char *const ways[] = {"fork", "thread", "last", "vfork", "exec"};
    static const struct rlimit none = {0, 0};

    self = argv[0];
    if (argc == 4)
        end(argv[2], atoi(argv[3]));
    if (argc == 1)
        setrlimit(RLIMIT_CORE, &none);
    for (int way = 0; way < 5; way++) {
        for (int code = 0; code < 256; code += code < 16 || code > 115 ? code > 140 ? 14 : 1 : 5)
            show(ways[way], "code", code);
        for (int number = 1; number <= 64; number++)
            if (!strchr("\x11\x12\x13\x14\x15\x16\x17\x1c", number))
                show(ways[way], "signal", number);
        for (int number = 0; number < 12; number++)
            if (number < 6 || (way != 3 && number < 11) || way == 2)
                show(ways[way], "fault", number);
    }
    return 0;
}
