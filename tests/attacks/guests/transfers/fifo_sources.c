/* Where pipes are denied, named FIFOs are the source: their pages are spliced, sent and copied into socket pairs of every type.
 * policy: --pipe deny --socketpair allow-events
 */
#include "../attack.h"
#include <sys/stat.h>

int main(void)
{
    char name[] = "/tmp/fifo.XXXXXX", path[64];
    int types[] = {SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM}, won = 0;
    int file = mkstemp(name);
    signal(SIGPIPE, SIG_IGN);
    write(file, "BBBB", 4);
    snprintf(path, sizeof path, "%s.f", name);
    mkfifo(path, 0600);
    int fifo = open(path, O_RDWR | O_NONBLOCK);
    unlink(path), unlink(name);
    for (int i = 0; i < 6; i++) {
        int sv[2], from = i / 3;
        loff_t start = 0;
        char byte = 'B';
        struct iovec v = {&byte, 1};
        socketpair(AF_UNIX, types[i % 3] | SOCK_NONBLOCK, 0, sv);
        write(sv[from], "A", 1);
        vmsplice(fifo, &v, 1, 0);
        splice(fifo, NULL, sv[from], NULL, 1, SPLICE_F_NONBLOCK);
        write(fifo, "B", 1);
        splice(fifo, NULL, sv[from], NULL, 1, SPLICE_F_MORE | SPLICE_F_NONBLOCK);
        sendfile(sv[from], file, &start, 1);
        lseek(file, 0, SEEK_SET);
        sendfile(sv[from], file, NULL, 1);
        splice(file, NULL, sv[from], NULL, 1, 0);
        sendfile(sv[!from], file, &start, 1); /* the other direction is the same pair */
        won |= foreign(sv[!from], 'A') || foreign(sv[from], 'A');
    }
    end(won, "nothing of a FIFO or file went into a socket pair");
}
