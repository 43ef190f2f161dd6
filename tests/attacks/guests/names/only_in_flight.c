/* Pairs of which no descriptor is left while they lie in a queue, or not even an accepted socket: their byte survives. */
#include "passing.h"

static int fill(int p[2], int kind)
{
    make(kind, p);
    return write(p[1], "A", 1);
}

static int judge(int p[2])
{
    write(p[1], "B", 1);
    int won = other(p[0], 'A');
    close(p[0]);
    close(p[1]);
    return won;
}

/* Both ends in one message. */
static int together(int kind)
{
    int p[2], s[2];
    connect_two(s);
    fill(p, kind);
    pass(s[1], p, 2);
    close(p[0]);
    close(p[1]);
    int came = receive_all(s[0], p, 2, 0);
    close(s[0]);
    close(s[1]);
    return came == 2 && judge(p);
}

/* Each end in the queue of a connection that nobody has accepted yet. */
static int not_accepted(int kind)
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    int p[2], client[2], listener = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    getsockname(listener, (struct sockaddr *)&name, &size);
    listen(listener, 4);
    fill(p, kind);
    for (int i = 0; i < 2; i++) {
        client[i] = socket(AF_UNIX, SOCK_STREAM, 0);
        connect(client[i], (struct sockaddr *)&name, size);
        pass(client[i], &p[i], 1);
        close(client[i]);
    }
    close(p[0]);
    close(p[1]);
    for (int i = 0; i < 2; i++) {
        int server = accept(listener, NULL, NULL);
        fcntl(server, F_SETFL, O_NONBLOCK);
        p[i] = receive(server, 0);
        close(server);
    }
    close(listener);
    return p[0] >= 0 && judge(p);
}

/* The maker ends; another process receives what it has left behind. */
static int left_behind(int kind)
{
    int p[2], s[2];
    connect_two(s);
    pid_t pid = fork();
    if (!pid) {
        fill(p, kind);
        pass(s[1], p, 2);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    int came = receive_all(s[0], p, 2, 0);
    close(s[0]);
    close(s[1]);
    return came == 2 && judge(p);
}

/* The writing end alone lies in a queue, and a new pair has its old number meanwhile. */
static int meanwhile(int kind)
{
    int p[2], q[2], s[2];
    connect_two(s);
    fill(p, kind);
    pass(s[1], &p[1], 1);
    close(p[1]);
    make(kind, q);
    write(q[1], "B", 1);
    p[1] = receive(s[0], 0);
    close(q[0]);
    close(q[1]);
    close(s[0]);
    close(s[1]);
    return p[1] >= 0 && judge(p);
}

int main(void)
{
    static int (*const calls[])(int) = {together, not_accepted, left_behind, meanwhile};
    static const char *const names[] = {"both ends", "connections nobody has accepted", "the maker has ended", "another pair meanwhile"};
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < COUNT(calls); i++)
        for (int kind = PIPE; kind <= SEQPACKET; kind *= 2)
            note(names[i], kind_name(kind), 0, calls[i](kind));
    finish();
}
