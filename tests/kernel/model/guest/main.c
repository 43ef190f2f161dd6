/* The program's text, the order of its operations, and what is told at the end.
   Arguments: the program, a file for the shared memory, one for the results; worker and place after an exec. */
#include "interpreter.h"

struct state *state;
struct operation program[OPERATIONS];
int operations;
char **words;

static void fail(const char *what)
{
    perror(what);
    exit(70);
}

static void load(const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail(path);
    for (; operations < OPERATIONS; operations++) {
        struct operation *op = &program[operations];
        int code, *a = op->args;
        if (fscanf(file, "%d %d %d %d %d %d %d %d %d %d", &op->worker, &code, a, a + 1, a + 2, a + 3, a + 4,
                   a + 5, a + 6, a + 7) != 2 + ARGUMENTS)
            break;
        op->code = code;
    }
    fclose(file);
}

static void share(const char *path, int fresh)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | (fresh ? O_CREAT | O_TRUNC : 0), 0600);
    if (fd < 0 || ftruncate(fd, sizeof *state))
        fail(path);
    state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (state == MAP_FAILED)
        fail("mmap");
    close(fd);
}

/* Descriptors 3 and 4: a connection over a name, which is no pair and carries descriptors. */
static void connect_carrier(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "carrier"};
    close_range(3, ~0U, 0);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0), one = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink("carrier");
    if (bind(listening, (void *)&name, sizeof name) || listen(listening, 1) ||
        connect(one, (void *)&name, sizeof name))
        fail("carrier");
    int other = accept(listening, NULL, NULL);
    dup2(other, 30);
    dup2(one, 31);
    close_range(3, 29, 0);
    dup2(30, 3);
    dup2(31, 4);
    close_range(5, ~0U, 0);
    fcntl(3, F_SETFL, O_NONBLOCK);
    fcntl(4, F_SETFL, O_NONBLOCK);
}

void set(atomic_int *word, int value)
{
    atomic_store(word, value);
    syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void wait_for(atomic_int *word, int wanted)
{
    for (int seen; (seen = atomic_load(word)) < wanted;)
        syscall(SYS_futex, word, FUTEX_WAIT, seen, NULL, NULL, 0);
}

void note_run(struct result *result, int value, int count)
{
    if (!result->runs)
        result->first_run = state->used;
    struct run *last = &state->runs[result->first_run + result->runs];
    if (result->runs && (--last)->value == value) {
        last->count += count;
        return;
    }
    if (state->used == RUNS)
        return;
    state->runs[state->used++] = (struct run){value, count};
    result->runs++;
}

long perform(int worker, const struct operation *op, struct result *result)
{
    return op->code < START ? descriptor_call(op, result) : task_call(worker, op, result);
}

/* One worker's operations in their turn, from a place of the program on. */
void follow(int worker, int from)
{
    for (int at = from; at < operations; at++) {
        if (program[at].worker != worker)
            continue;
        wait_for(&state->turn, at);
        struct result *result = &state->results[at];
        long value = perform(worker, &program[at], result);
        result->value = value;
        result->done = 1;
        if (program[at].code == RACE)
            at = program[at].args[1] - 1;
        set(&state->turn, at + 1);
    }
    wait_for(&state->turn, operations);
}

static void tell(const char *path)
{
    FILE *file = fopen(path, "we");
    if (!file)
        fail(path);
    for (int at = 0; at < operations; at++) {
        struct result *result = &state->results[at];
        fprintf(file, "%d %d %ld %ld", at, result->done, result->value, result->extra);
        for (int run = 0; run < result->runs; run++) {
            struct run *one = &state->runs[result->first_run + run];
            fprintf(file, " %d:%d", one->value, one->count);
        }
        fputc('\n', file);
    }
    fclose(file);
}

int main(int count, char **arguments)
{
    if (count != 4 && count != 6)
        return 64;
    words = arguments;
    signal(SIGPIPE, SIG_IGN);
    load(words[1]);
    share(words[2], count == 4);
    int worker = count == 6 ? atoi(words[4]) : 0, place = count == 6 ? atoi(words[5]) : 0;
    if (count == 4)
        connect_carrier();
    int others = atomic_load(&state->pid[worker]);
    for (int one = 0; others && one < WORKERS; one++)
        if (one != worker && state->pid[one] == others)
            set(&state->over[one], 1); /* exec has ended the other threads */
    state->pid[worker] = getpid();
    state->tid[worker] = gettid();
    if (state->racing && worker)
        race(worker, place);
    if (place) { /* only now the threads that exec ended are gone */
        state->results[place - 1].done = 1;
        set(&state->turn, place);
    }
    follow(worker, place);
    if (worker)
        _exit(0);
    for (int one = 1; one < WORKERS; one++)
        while (state->ready[one] && !is_gone(one))
            usleep(200);
    tell(words[3]);
    return 0;
}
