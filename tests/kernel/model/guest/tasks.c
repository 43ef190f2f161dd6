/* Operations that make, change and end processes and threads; and the race. */
#include "interpreter.h"

enum kind { PROCESS, SHARING_PROCESS, THREAD };

struct start {
    int worker, from;
};

static void begin(int worker, int from)
{
    state->pid[worker] = getpid();
    state->tid[worker] = gettid();
    set(&state->ready[worker], 1);
    follow(worker, from);
}

static void *begin_thread(void *given)
{
    struct start start = *(struct start *)given;
    free(given);
    begin(start.worker, start.from);
    syscall(SYS_exit, 0);
    return NULL;
}

static long start(enum kind kind, int worker, int from)
{
    if (kind == THREAD) {
        struct start *given = malloc(sizeof *given);
        pthread_t thread;
        *given = (struct start){worker, from};
        int error = pthread_create(&thread, NULL, begin_thread, given);
        if (error)
            return -error;
    } else {
        long pid = syscall(SYS_clone, SIGCHLD | (kind == SHARING_PROCESS ? CLONE_FILES : 0), 0, 0, 0, 0);
        if (pid < 0)
            return -errno;
        if (pid == 0) {
            begin(worker, from);
            _exit(0);
        }
    }
    wait_for(&state->ready[worker], 1);
    return 0;
}

static long execute(int worker, int from)
{
    char number[12], place[12];
    sprintf(number, "%d", worker);
    sprintf(place, "%d", from);
    char *next[] = {words[0], words[1], words[2], words[3], number, place, NULL};
    execv(words[0], next);
    return -errno;
}

int is_gone(int worker)
{
    char path[64], line[512];
    sprintf(path, "/proc/%d/task/%d/stat", state->pid[worker], state->tid[worker]);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 1;
    long length = read(fd, line, sizeof line - 1);
    close(fd);
    if (length <= 0)
        return 1;
    line[length] = 0;
    char *end = strrchr(line, ')');
    return end && (end[2] == 'Z' || end[2] == 'X');
}

/* What the supervisor of the race reads, by descriptor: only it knows which pair a number names. */
static void drain(int descriptors, struct result *result)
{
    static char seen[64][256], buffer[65536];
    for (int at = 0; at < descriptors; at++) {
        long length;
        for (int idle = 0; idle < 16 && (length = read(FIRST_FREE + at, buffer, sizeof buffer)) >= 0;) {
            idle += length == 0;
            for (long byte = 0; byte < length; byte++)
                if (!seen[at][(unsigned char)buffer[byte]]++)
                    note_run(result, (FIRST_FREE + at) << 8 | (unsigned char)buffer[byte], 1);
                else
                    seen[at][(unsigned char)buffer[byte]] = 1;
            result->extra += length;
        }
    }
}

/* Arguments: the operation after the race, how many workers race, how often each repeats its list, and how many
   descriptors hold pairs. */
static long supervise(const int *args, struct result *result)
{
    wait_for(&state->racers, args[2]);
    set(&state->racing, 1);
    for (int left = 1; left;) {
        left = 0;
        drain(args[4], result);
        for (int worker = 1; worker < WORKERS; worker++)
            left += state->ready[worker] && !state->over[worker] && !is_gone(worker);
    }
    drain(args[4], result);
    return 0;
}

/* A worker's part: all its operations between the marks, again and again. */
void race(int worker, int at)
{
    int from = 0, to, rounds;
    while (program[from].code != RACE || program[from].worker)
        from++;
    to = program[from].args[1];
    rounds = program[from].args[3];
    for (; at < rounds * OPERATIONS; at = (at / OPERATIONS + 1) * OPERATIONS)
        for (int place = at % OPERATIONS; place < to; place++)
            if (place > from && program[place].worker == worker) {
                struct result *result = &state->results[place];
                state->progress[worker] = at / OPERATIONS * OPERATIONS + place + 1;
                long value = perform(worker, &program[place], result);
                result->value += value >= 0;
                result->done = 1;
            }
    set(&state->over[worker], 1);
    syscall(SYS_exit, 0);
}

long task_call(int worker, const struct operation *op, struct result *result)
{
    const int *a = op->args;
    int from = op - program + 1;
    switch (op->code) {
    case START: return start(a[1], a[0], from);
    case UNSHARE: return unshare(CLONE_FILES) ? -errno : 0;
    case EXEC:
        return execute(worker, state->racing ? state->progress[worker] : from);
    case EXIT:
        result->done = 1;
        set(&state->turn, from);
        syscall(a[0] ? SYS_exit : SYS_exit_group, 0);
        return -ENOSYS;
    case KILL: return kill(state->pid[a[0]], SIGKILL) ? -errno : 0;
    case GONE:
        while (!is_gone(a[0]))
            usleep(100);
        return 0;
    case FLIP:
        for (int time = 0; time < a[3]; time++) {
            memset(state->flipped, a[time % 2], a[2]);
            __asm__ volatile("" ::: "memory");
        }
        return 0;
    case RACE:
        if (worker == 0)
            return supervise(a, result);
        result->done = 1;
        set(&state->turn, from);
        atomic_fetch_add(&state->racers, 1);
        syscall(SYS_futex, &state->racers, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
        wait_for(&state->racing, 1);
        race(worker, 0);
        return -ENOSYS;
    default: return -ENOSYS;
    }
}
