/* What adds filters to a program is exchanged: the program's own filter answers, or its own memory lies there. */
#include "ablation.h"

/* A filter that says of each seccomp() that it has succeeded; ``flags``: whom it is for. */
static void answer_filters(unsigned long flags)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {4, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* In a thread that its leader waits for, with a table of its own: the leader has the filter, too. */
static int answer_for_all(void *unused)
{
    answer_filters(SECCOMP_FILTER_FLAG_TSYNC);
    syscall(SYS_exit, 0);
    return unused != NULL;
}

static char *programs, *harmless;
static unsigned long size;

/* Finds the programs that are mapped, and makes a copy in which each instruction allows. */
static void copy_programs(void)
{
    char line[512];
    unsigned long from, to;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, maps)) {
        if (!strstr(line, "r--s") || !strstr(line, "/memfd: (deleted)") || sscanf(line, "%lx-%lx", &from, &to) != 2)
            continue;
        programs = (char *)from;
        size = to - from;
        harmless = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        memcpy(harmless, programs, size);
        for (unsigned long at = 0; at + sizeof(struct sock_fprog) < size;) {
            struct sock_fprog *one = (void *)(harmless + at);
            if (!one->len)
                break;
            for (int i = 0; i < one->len; i++)
                ((struct sock_filter *)(one + 1))[i] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
            at += sizeof *one + one->len * sizeof(struct sock_filter);
        }
    }
    fclose(maps);
}

static void move(char *from, char *to)
{
    mremap(from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, to);
}

static pid_t maker; /* of who exchanges them */

/* For ever: the programs are where they were, or the copy is. */
static int exchange(void *aside)
{
    end_with(maker);
    for (;;) {
        move(programs, aside);
        move(harmless, programs);
        for (volatile int i = 0; i < 20000; i++)
            ;
        move(programs, harmless);
        move(aside, programs);
        for (volatile int i = 0; i < 20000; i++)
            ;
    }
    return 0;
}

/* Another process has this memory, and a table of its own, while filters are added for new numbers. */
static int race(void)
{
    static char stack[65536];
    int p[2];
    pipe(p); /* its filter comes from a file that is mapped now */
    copy_programs();
    if (!programs)
        programs = mmap(NULL, size = 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *aside = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    maker = getpid();
    pid_t pid = clone(exchange, stack + sizeof stack, CLONE_VM | SIGCHLD, aside);
    write(p[1], "A", 1);
    int won = 0;
    for (int number = 5; number < 15 && !won; number++) {
        usleep(100);
        dup2(p[1], number);
        write(number, "B", 1);
        won = foreign(p[0], 'A');
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return won;
}

int main(int argc, char **argv)
{
    int first[2], p[2];
    const char *way = argc > 1 ? argv[1] : "filter";
    if (!strcmp(way, "race"))
        try_again_for(10, race, "each filter was the right one");
    if (!strcmp(way, "filter"))
        answer_filters(0);
    else if (!strcmp(way, "thread")) {
        static char stack[65536];
        int flags = CLONE_VM | CLONE_VFORK | CLONE_SIGHAND | CLONE_THREAD;
        if (clone(answer_for_all, stack + sizeof stack, flags, NULL) < 0)
            absent();
    } else {
        pipe(first); /* its filter comes from a file that is mapped now */
        copy_programs();
        if (programs)
            mremap(harmless, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, programs);
    }
    if (pipe(p))
        absent();
    write(p[1], "A", 1);
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "one value, or none");
}
