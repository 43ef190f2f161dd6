/* Calls made by another thread or process, watched through shared memory, and a record of signals. */
#include "guest.h"
#include "../../../harness/bound.h"

enum { NEW, ENTERED, RETURNED };

struct note {
    int signo, code, tid, pid, self, parent;
};

static struct {
    atomic_int count, writers, writer[64];
    int main_tid;
    struct note notes[256];
} *record;

void *shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    need(memory != MAP_FAILED, "mmap");
    return memory;
}

__attribute__((constructor)) static void set_record(void)
{
    record = shared_memory(sizeof *record);
    record->main_tid = gettid();
}

double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void pause_ms(int ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000L};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

struct job *job_of(long nr, const long args[6])
{
    struct job *job = shared_memory(sizeof *job);
    job->nr = nr;
    memcpy(job->args, args, sizeof job->args);
    return job;
}

static void perform(struct job *job)
{
    const long *a = job->args;
    record->writer[atomic_fetch_add(&record->writers, 1) % 64] = gettid();
    job->tid = gettid();
    job->pid = getpid();
    double start = now_ms();
    job->state = ENTERED;
    job->out = seen(syscall(job->nr, a[0], a[1], a[2], a[3], a[4], a[5]));
    job->ms = now_ms() - start;
    job->state = RETURNED;
}

static void *thread_main(void *job)
{
    perform(job);
    return NULL;
}

/* A machine that stood still, or gave its time to others, proves nothing: we must have looked often, too. */
static bool reaches(struct job *job, int state, int ms)
{
    double end = now_ms() + ms;
    for (int looks = 0; job->state < state; looks++) {
        if (now_ms() > end && looks >= ms / 10)
            return job->state >= state;
        pause_ms(1);
    }
    return true;
}

void await_call(struct job *job)
{
    need(reaches(job, ENTERED, 120000), "the call never began");
}

void start_thread(struct job *job)
{
    need(pthread_create(&job->thread, NULL, thread_main, job) == 0, "pthread_create");
    await_call(job);
}

struct job *blocked_write(int fd, long count)
{
    struct job *job = JOB(write, A(fd), A(payload), count);
    start_thread(job);
    expect_blocked("write", job);
    return job;
}

void start_child(struct job *job)
{
    pid_t pid = fork();
    need(pid >= 0, "fork");
    if (pid == 0) {
        end_with_maker();
        if (job->closes)
            close(job->closes);
        perform(job);
        while (job->held)
            pause_ms(1);
        _exit(0);
    }
    job->pid = pid;
    await_call(job);
}

void run_in_child(struct job *job)
{
    start_child(job);
    reap("child", job);
}

void expect_blocked(const char *label, struct job *job)
{
    say("%s %s", label, reaches(job, RETURNED, 200) ? "returned at once" : "blocked");
}

void finish(const char *label, struct job *job)
{
    need(reaches(job, RETURNED, 120000), "the call never returned");
    if (job->thread)
        need(pthread_join(job->thread, NULL) == 0, "pthread_join");
    show(label, job->out);
}

void settle(const char *label, struct job *job)
{
    if (reaches(job, RETURNED, 5000))
        finish(label, job);
    else
        say("%s still blocked", label);
}

void reap(const char *label, struct job *job)
{
    int status;
    for (double end = now_ms() + 120000; waitpid(job->pid, &status, WNOHANG) == 0; pause_ms(1))
        need(now_ms() < end, "the child never ended");
    show_status(label, status);
}

static void *idle_main(void *unused)
{
    for (;;)
        pause_ms(100000);
    return unused;
}

void start_idle_thread(void)
{
    pthread_t thread;
    need(pthread_create(&thread, NULL, idle_main, NULL) == 0, "pthread_create");
}

static void note_signal(int signo, siginfo_t *info, void *unused)
{
    (void)unused;
    int err = errno;
    int at = atomic_fetch_add(&record->count, 1);
    if (at < 256)
        record->notes[at] = (struct note){signo, info->si_code, gettid(), info->si_pid, getpid(), getppid()};
    errno = err;
}

void catch_signal(int signo, int flags)
{
    struct sigaction action = {.sa_sigaction = note_signal, .sa_flags = flags | SA_SIGINFO};
    need(sigaction(signo, &action, NULL) == 0, "sigaction");
}

void ignore_signal(int signo)
{
    need(signal(signo, SIG_IGN) != SIG_ERR, "signal");
}

void signal_thread(struct job *job, int signo)
{
    need(syscall(SYS_tgkill, job->pid, job->tid, signo) == 0, "tgkill");
}

void await_handled(int count)
{
    for (double end = now_ms() + 120000; atomic_load(&record->count) < count; pause_ms(1))
        need(now_ms() < end, "a handler never ran");
}

static const char *role(int tid)
{
    if (record->writers == 0)
        return tid == record->main_tid ? "writer" : "other";
    for (int i = 0; i < record->writers && i < 64; i++)
        if (record->writer[i] == tid)
            return "writer";
    return tid == record->main_tid ? "main" : "other";
}

void show_signals(void)
{
    if (record->count == 0)
        say("signals: none");
    for (int i = 0; i < record->count && i < 256; i++) {
        const struct note *note = &record->notes[i];
        const char *from = note->pid == note->self ? "self"
                           : note->pid == note->parent ? "parent"
                           : note->pid == 0 ? "zero" : "other";
        say("signal: %s in the %s thread", signal_name(note->signo), role(note->tid));
        say("# siginfo %s code %d pid %s", signal_name(note->signo), note->code, from);
    }
}

void show_end(int ends[2])
{
    close(ends[1]);
    drain("reader", ends[0]);
    show_signals();
}
