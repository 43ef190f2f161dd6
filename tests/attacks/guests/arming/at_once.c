/* Every call that gives a pair's end a new number, and data through that number with nothing in between. */
#include "makers.h"

static void at_once(const struct call *call) { then_write(call); }

int main(void) { try_makers(1, 3, at_once); }
