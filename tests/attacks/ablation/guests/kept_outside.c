/* A process outside keeps both ends of a pipe until the supervisor has forgotten dead pairs. */
#include "../../guests/outside/keeper.h"

int main(void)
{
    int p[2];
    connect_keeper();
    pipe2(p, O_NONBLOCK);
    write(p[1], "A", 1);
    send_two(keeper, p);
    close(p[0]);
    close(p[1]);
    have_all_forgotten();
    if (!take_back(p))
        end(0, "it did not come back");
    write(p[1], "B", 1);
    end(foreign(p[0], 'A'), "a pipe that comes back stays refused");
}
