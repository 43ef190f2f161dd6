/* Every writing call of the 32-bit table, socketcall's too, into pairs that were made natively. */
#include "int80.h"

static long vector(void) { return ints(64, (int[]){(int)(long)low, 1}, 2); }
static long message(void) { return ints(128, (int[]){0, 0, (int)vector(), 1, 0, 0, 0, 0}, 8); }

static void written(int in, int out) { (void)in; int80(4, out, (long)low, 1, 0, 0, 0); }
static void writev_(int in, int out) { (void)in; int80(146, out, vector(), 1, 0, 0, 0); }
static void placed(int in, int out) { (void)in; int80(379, out, vector(), 1, -1, -1, 0); }
static void addressed(int in, int out) { (void)in; int80(369, out, (long)low, 1, 0, 0, 0); }
static void sent(int in, int out) { (void)in; int80(370, out, message(), 0, 0, 0, 0); }
static void many(int in, int out) { (void)in; int80(345, out, message(), 1, 0, 0, 0); }

static void called_send(int in, int out)
{
    (void)in;
    int80(102, 9, ints(256, (int[]){out, (int)(long)low, 1, 0}, 4), 0, 0, 0, 0);
}

static void called_sendto(int in, int out)
{
    (void)in;
    int80(102, 11, ints(256, (int[]){out, (int)(long)low, 1, 0, 0, 0}, 6), 0, 0, 0, 0);
}

static void called_sendmsg(int in, int out)
{
    (void)in;
    int80(102, 16, ints(256, (int[]){out, (int)message(), 0}, 3), 0, 0, 0, 0);
}

static void called_sendmmsg(int in, int out)
{
    (void)in;
    int80(102, 20, ints(256, (int[]){out, (int)message(), 1, 0}, 4), 0, 0, 0, 0);
}

static void from_file(int number, int out, int first)
{
    int file = memfd_create("x", 0);
    write(file, "B", 1);
    lseek(file, 0, SEEK_SET);
    if (first)
        int80(number, out, file, 0, 1, 0, 0);
    else
        int80(number, file, 0, out, 0, 1, 0);
    close(file);
}

static void filed(int in, int out) { (void)in; from_file(187, out, 1); }
static void filed64(int in, int out) { (void)in; from_file(239, out, 1); }
static void spliced(int in, int out) { (void)in; from_file(313, out, 0); }

static void teed(int in, int out)
{
    int p[2];
    (void)in;
    make(PIPE, p);
    write(p[1], "B", 1);
    int80(315, p[0], out, 1, 0, 0, 0);
    close(p[0]);
    close(p[1]);
}

static void mapped(int in, int out) { (void)in; int80(316, out, vector(), 1, 0, 0, 0); }

static void submitted(int in, int out)
{
    unsigned *context = (unsigned *)(low + 1024);
    memset(low + 1024, 0, 256);
    (void)in;
    int80(245, 1, (long)context, 0, 0, 0, 0);
    unsigned request[16] = {[4] = 1 << 16, [5] = out, [6] = (unsigned)(long)low, [8] = 1};
    memcpy(low + 1100, request, sizeof request);
    int80(248, *context, 1, ints(1080, (int[]){(int)(long)low + 1100}, 1), 0, 0, 0);
    int80(246, *context, 0, 0, 0, 0, 0);
}

static const struct way ways[] = {
    {"write", ANY, written}, {"writev", ANY, writev_}, {"pwritev2", ANY, placed}, {"sendto", SOCKETS, addressed},
    {"sendmsg", SOCKETS, sent}, {"sendmmsg", SOCKETS, many}, {"socketcall send", SOCKETS, called_send},
    {"socketcall sendto", SOCKETS, called_sendto}, {"socketcall sendmsg", SOCKETS, called_sendmsg},
    {"socketcall sendmmsg", SOCKETS, called_sendmmsg}, {"sendfile", ANY, filed}, {"sendfile64", ANY, filed64},
    {"splice", PIPE, spliced}, {"tee", PIPE, teed}, {"vmsplice", PIPE, mapped}, {"io_submit", ANY | MAYBE, submitted},
};

int main(void)
{
    need_int80();
    try_ways(ways, COUNT(ways));
    finish();
}
