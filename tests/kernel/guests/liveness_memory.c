/* liveness_memory N: makes and gives up N pairs, every tenth by way of another socket; prints what the supervisor's
 * memory (VmRSS, kB) was after a quarter of them and at the end. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static long resident(void)
{
    char path[40], line[200];
    long found = -1;
    sprintf(path, "/proc/%d/status", getppid());
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %ld", &found) == 1)
            break;
    if (file)
        fclose(file);
    return found;
}

/* A connected pair of sockets that is no socketpair: descriptors may be sent over it. */
static void road(int end[2])
{
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t length = sizeof(sa_family_t);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    end[1] = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(listener, (void *)&name, length) || listen(listener, 1))
        exit(3);
    length = sizeof name;
    getsockname(listener, (void *)&name, &length);
    if (connect(end[1], (void *)&name, length) || (end[0] = accept(listener, NULL, NULL)) < 0)
        exit(4);
    close(listener);
}

static void pass(int over[2], int fd)
{
    char control[CMSG_SPACE(sizeof fd)] = {0}, byte = 'x';
    struct iovec vector = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    int came = -1;
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    if (sendmsg(over[1], &message, 0) != 1 || recvmsg(over[0], &message, 0) != 1)
        exit(5);
    memcpy(&came, CMSG_DATA(header), sizeof came);
    if (write(came, "p", 1) != 1)
        exit(6);
    close(came);
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? atol(argv[1]) : 0, quarter = 0;
    int end[2], over[2];
    road(over);
    for (long i = 0; i < count; i++) {
        if (i % 2 ? socketpair(AF_UNIX, SOCK_STREAM, 0, end) : pipe(end))
            return 2;
        if (i % 10 == 0)
            pass(over, end[1]);
        close(end[0]);
        close(end[1]);
        if (i == count / 4)
            quarter = resident();
    }
    printf("quarter=%ld end=%ld\n", quarter, resident());
    return 0;
}
