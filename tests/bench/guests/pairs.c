/*
 * pairs churn|live COUNT RESULT
 *
 * churn: makes, writes to and closes COUNT pairs, pipes and socket pairs in turn. live: makes COUNT pipes and keeps
 * an end of each. RESULT gets what its tracer holds then, as JSON: a list of [pairs so far, RssAnon, VmHWM] in KiB.
 */
#define _GNU_SOURCE
#include "measured.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum { LOOKS = 16 };

static void look(FILE *result, long pairs)
{
    long tracer = tracer_pid();
    fprintf(result, "%s[%ld, %ld, %ld]", pairs ? ", " : "[", pairs, status_field(tracer, "RssAnon"),
            status_field(tracer, "VmHWM"));
}

static void make(long number, int keep)
{
    int made[2];
    if (number % 2 && !keep)
        must(!socketpair(AF_UNIX, SOCK_STREAM, 0, made), "socketpair");
    else
        must(!pipe2(made, 0), "pipe2");
    must(write(made[1], "x", 1) == 1, "write");
    close(made[0]);
    if (!keep)
        close(made[1]);
}

int main(int argc, char **argv)
{
    must(argc == 4, "usage: pairs churn|live COUNT RESULT");
    int keep = !strcmp(argv[1], "live");
    long count = atol(argv[2]);
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    FILE *result = fopen(argv[3], "w");
    must(result != NULL, argv[3]);
    look(result, 0);
    for (long done = 1; done <= count; done++) {
        make(done, keep);
        if (done % (count / LOOKS ? count / LOOKS : 1) == 0)
            look(result, done);
    }
    fprintf(result, "]\n");
    must(!fclose(result), argv[3]);
    return 0;
}
