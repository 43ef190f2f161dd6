/* A number belongs to one pair and then to another one, whose byte is the other: by close, dup2 and exchange. */
#include "../bytes/ways.h"

/* Two pairs, p with 'A' in it and q with 'B'. */
static void make_two(int kind, int p[2], int q[2])
{
    make(kind, p);
    make(kind, q);
    write(p[1], "A", 1);
    write(q[1], "B", 1);
}

static int end_two(int p[2], int q[2])
{
    int won = other(p[0], 'A') || other(q[0], 'B');
    close(p[0]);
    close(p[1]);
    close(q[0]);
    close(q[1]);
    return won;
}

static int over(int kind)
{
    int p[2], q[2];
    make_two(kind, p, q);
    dup2(q[1], p[1]);
    write(p[1], "A", 1);
    return end_two(p, q);
}

static int closed(int kind)
{
    int p[2], q[2], old;
    make(kind, p);
    write(p[1], "A", 1);
    old = p[1];
    close(p[0]);
    close(p[1]);
    make(kind, q);
    write(q[1], "B", 1);
    write(old, "A", 1);
    int won = other(q[0], 'B');
    close(q[0]);
    close(q[1]);
    return won;
}

static int exchanged(int kind)
{
    int p[2], q[2], aside;
    make_two(kind, p, q);
    for (int i = 0; i < 7; i++) {
        aside = dup(p[1]);
        dup2(q[1], p[1]);
        dup2(aside, q[1]);
        close(aside);
        write(p[1], i % 2 ? "A" : "B", 1);
    }
    write(p[1], "A", 1);
    return end_two(p, q);
}

/* The number is an event descriptor or a file for a while, to which anything may be written. */
static int between(int kind)
{
    int p[2], q[2], file = memfd_create("x", 0);
    make_two(kind, p, q);
    int aside = dup(p[1]);
    dup2(file, p[1]);
    write(p[1], "B", 1);
    dup2(aside, p[1]);
    write(p[1], "B", 1);
    close(aside);
    close(file);
    return end_two(p, q);
}

/* Many pairs one after the other under the same two numbers; every second one begins with the other byte. */
static int many(int kind)
{
    int won = 0;
    for (int i = 0; i < 60 && !won; i++) {
        int p[2];
        make(kind, p);
        write(p[1], i % 2 ? "A" : "B", 1);
        write(p[1], i % 2 ? "B" : "A", 1);
        won = other(p[0], 0);
        close(p[0]);
        close(p[1]);
    }
    return won;
}

int main(void)
{
    static int (*const calls[])(int) = {over, closed, exchanged, between, many};
    static const char *const names[] = {"dup2", "close", "exchange", "a file in between", "one after the other"};
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < COUNT(calls); i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2)
            note(names[i], kind_name(kind), 0, calls[i](kind));
    finish();
}
