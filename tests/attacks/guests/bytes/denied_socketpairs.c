/* Socket pairs where they are denied and pipes are not; the pipes get another byte by splice from a socket that is free.
 * policy: --pipe allow-events --socketpair deny
 */
#include "denied.h"

/* A connected socket with a name: no pair, so free; it carries what it likes. */
static void from_named(int in, int out)
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), client = socket(AF_UNIX, SOCK_STREAM, 0);
    (void)in;
    bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t));
    getsockname(listener, (struct sockaddr *)&name, &size);
    listen(listener, 1);
    connect(client, (struct sockaddr *)&name, size);
    int server = accept(listener, NULL, NULL);
    write(client, "B", 1);
    splice(server, NULL, out, NULL, 1, SPLICE_F_NONBLOCK);
    close(listener);
    close(client);
    close(server);
}

static void written(int in, int out) { (void)in; write(out, "B", 1); }

static const struct way ways[] = {{"splice of a named socket", PIPE, from_named}, {"write", PIPE, written}};

int main(void)
{
    try_makers(pairs, COUNT(pairs));
    try_ways(ways, COUNT(ways));
    finish();
}
