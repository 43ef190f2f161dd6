/* vmsplice of the event byte, changed after the call. */
#include "../attack.h"

static volatile char page[4096] __attribute__((aligned(4096))) = "AAAA";

int main(void)
{
    int p[2];
    pipe2(p, O_NONBLOCK);
    int in = p[0], out = p[1];
    signal(SIGPIPE, SIG_IGN);
    write(out, "A", 1);
    struct iovec v = {(void *)page, 4};
    page[9] = 0; /* the page is the program's own from now on */
    vmsplice(out, &v, 1, 0);
    page[0] = page[1] = 'B';
    usleep(20000);
    end(foreign(in, 'A'), "only the event byte came out");
}
