/* The registers a program finds after a write: all but rax, rcx and r11 as before. */
#include "guest.h"

struct registers {
    unsigned long rax, rdi, rsi, rdx, r10, r8, r9, rbx, r12, r13, r14, r15;
};

/* Loads every register, makes the call, stores what came back. rbp and rsp are the compiler's. */
static void call_with(struct registers *r)
{
    __asm__ volatile(
        "push %[r]\n\t"
        "mov %[r], %%rcx\n\t"
        "mov 0(%%rcx), %%rax\n\t mov 8(%%rcx), %%rdi\n\t mov 16(%%rcx), %%rsi\n\t mov 24(%%rcx), %%rdx\n\t"
        "mov 32(%%rcx), %%r10\n\t mov 40(%%rcx), %%r8\n\t mov 48(%%rcx), %%r9\n\t mov 56(%%rcx), %%rbx\n\t"
        "mov 64(%%rcx), %%r12\n\t mov 72(%%rcx), %%r13\n\t mov 80(%%rcx), %%r14\n\t mov 88(%%rcx), %%r15\n\t"
        "syscall\n\t"
        "pop %%rcx\n\t"
        "mov %%rax, 0(%%rcx)\n\t mov %%rdi, 8(%%rcx)\n\t mov %%rsi, 16(%%rcx)\n\t mov %%rdx, 24(%%rcx)\n\t"
        "mov %%r10, 32(%%rcx)\n\t mov %%r8, 40(%%rcx)\n\t mov %%r9, 48(%%rcx)\n\t mov %%rbx, 56(%%rcx)\n\t"
        "mov %%r12, 64(%%rcx)\n\t mov %%r13, 72(%%rcx)\n\t mov %%r14, 80(%%rcx)\n\t mov %%r15, 88(%%rcx)\n\t"
        :
        : [r] "a"(r)
        : "rdi", "rsi", "rdx", "r10", "r8", "r9", "rbx", "rcx", "r11", "r12", "r13", "r14", "r15", "memory", "cc");
}

static void check(const char *label, long nr, long a, const void *b, size_t c)
{
    struct registers before = {(unsigned long)nr, (unsigned long)a, (unsigned long)b, c, 0x1010101010101010, 0x0808080808080808,
                               0x0909090909090909, 0xb0b0b0b0b0b0b0b0, 12, 13, 14, 15};
    struct registers after = before;
    call_with(&after);
    say("%s -> %ld", label, (long)after.rax);
    after.rax = before.rax;
    say("%s: registers %s", label, memcmp(&before, &after, sizeof before) ? "changed" : "kept");
}

static int p[2];

CASE(registers_after_write)
{
    make_pipe(p, O_NONBLOCK);
    check("write", SYS_write, p[1], payload, 100);
    check("bad buffer", SYS_write, p[1], BAD, 100);
    check("partial", SYS_write, p[1], payload, MIB);
    check("full", SYS_write, p[1], payload, 100);
    check("closed", SYS_write, 200, payload, 100);
    catch_signal(SIGPIPE, 0);
    close(p[0]);
    check("no reader", SYS_write, p[1], payload, 100);
    show_signals();
}

static void *read_later(void *count)
{
    pause_ms(150);
    take(p[0], (long)count);
    return NULL;
}

CASE(registers_after_blocked_write)
{
    pthread_t reader;
    make_pipe(p, 0);
    long sum = fill(p[1]);
    need(pthread_create(&reader, NULL, read_later, (void *)(sum + 70000)) == 0, "pthread_create");
    check("blocked write", SYS_write, p[1], payload, 70000);
    pthread_join(reader, NULL);
    close(p[1]);
    drain("reader", p[0]);
}

CASE(registers_after_interrupted_write)
{
    struct itimerval once = {{0, 0}, {0, 150000}};
    make_pipe(p, 0);
    fill(p[1]);
    catch_signal(SIGALRM, 0);
    setitimer(ITIMER_REAL, &once, NULL);
    check("interrupted write", SYS_write, p[1], payload, 100);
    show_signals();
}
