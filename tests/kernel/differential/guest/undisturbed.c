/* A thread waits in a call; its descriptor's number is closed and used again; another thread makes calls that
 * concern nobody. A call that were begun again would look the number up again.
 */
#include "guest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/eventfd.h>

static void still_reads(const char *label, outcome (*call)(void))
{
    static char got[4];
    int p[2];
    make_pipe(p, 0);
    struct job *job = JOB(read, A(p[0]), A(got), 4);
    start_thread(job);
    expect_blocked("read", job);
    close(p[0]);
    need(open("/etc/passwd", O_RDONLY) == p[0], "another number");
    show(label, call());
    pause_ms(50);
    show("write", SYS(write, p[1], payload, N(4)));
    finish("read", job);
    say("got %.4s", got);
}

static outcome count(void)
{
    uint64_t one = 1;
    return SYS(write, eventfd(0, 0), &one, N(8));
}

static outcome throw_away(void)
{
    return SYS(write, open("/dev/null", O_WRONLY), payload, N(100));
}

static outcome connect_udp(void)
{
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return SYS(connect, socket(AF_INET, SOCK_DGRAM, 0), &local, (long)sizeof local);
}

static outcome bind_unnamed(void)
{
    sa_family_t family = AF_UNIX;
    return SYS(bind, socket(AF_UNIX, SOCK_DGRAM, 0), &family, (long)sizeof family);
}

static outcome ask_for_credentials(void)
{
    int on = 1;
    return SYS(setsockopt, socket(AF_UNIX, SOCK_DGRAM, 0), SOL_SOCKET, SO_PASSCRED, &on, 4L);
}

CASE(undisturbed_by_a_counter)
{
    still_reads("count", count);
}

CASE(undisturbed_by_null)
{
    still_reads("throw away", throw_away);
}

CASE(undisturbed_by_udp)
{
    still_reads("connect", connect_udp);
}

CASE(undisturbed_by_a_name)
{
    still_reads("bind", bind_unnamed);
}

CASE(undisturbed_by_credentials)
{
    still_reads("option", ask_for_credentials);
}
