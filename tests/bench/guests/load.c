/*
 * load PORT CONNECTIONS REQUESTS
 *
 * Sends REQUESTS HTTP requests to a server on this machine: one on each connection, then their answers are read,
 * and so on. Runs outside of any sandbox; prints the seconds it took.
 */
#include "measured.h"

#include <arpa/inet.h>
#include <sys/socket.h>

enum { MOST = 64 };

static const char REQUEST[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

static int connect_to(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must(!connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    return fd;
}

/* An answer is its head, which says how long the rest is. */
static void read_answer(int fd)
{
    char answer[4096];
    size_t have = 0, want = sizeof answer - 1;
    while (have < want) {
        ssize_t got = recv(fd, answer + have, want - have, 0);
        must(got > 0, "the server has gone");
        have += (size_t)got;
        answer[have] = 0;
        char *end = strstr(answer, "\r\n\r\n"), *length = strstr(answer, "ontent-Length: ");
        if (end) {
            must(length != NULL && length < end, "an answer with a length");
            want = (size_t)(end + 4 - answer) + strtoul(length + 15, NULL, 10);
            must(want < sizeof answer, "a short answer");
        }
    }
}

int main(int argc, char **argv)
{
    must(argc == 4, "usage: load PORT CONNECTIONS REQUESTS");
    int connections = atoi(argv[2]), fds[MOST];
    must(connections > 0 && connections <= MOST, "1 to 64 connections");
    for (int i = 0; i < connections; i++)
        fds[i] = connect_to(atoi(argv[1]));
    double began = seconds_of(CLOCK_MONOTONIC);
    for (long done = 0; done < atol(argv[3]); done += connections) {
        for (int i = 0; i < connections; i++)
            must(send(fds[i], REQUEST, sizeof REQUEST - 1, 0) == sizeof REQUEST - 1, "send");
        for (int i = 0; i < connections; i++)
            read_answer(fds[i]);
    }
    printf("%.6f\n", seconds_of(CLOCK_MONOTONIC) - began);
    return 0;
}
