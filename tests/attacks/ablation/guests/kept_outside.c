/* A process outside keeps both ends of a pipe, VICTIM, until the supervisor has forgotten dead pairs. */
#include "ablation.h"
#include "rights.h"

int main(void)
{
    int p[2], q[2], s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name;
    socklen_t size = keeper(&name, getenv("VICTIM") ? atoi(getenv("VICTIM")) : 0);
    if (connect(s, (struct sockaddr *)&name, size))
        end(0, strerror(errno));
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    send_both(s, p);
    close(p[0]);
    close(p[1]);
    for (int i = 0; i < 2200 && pipe(q) == 0; i++) { /* more than ledger.FEW_PAIRS */
        close(q[0]);
        close(q[1]);
    }
    send(s, "x", 1, 0);
    if (!receive_both(s, p))
        end(0, "it did not come back");
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "a pipe that comes back stays refused");
}
