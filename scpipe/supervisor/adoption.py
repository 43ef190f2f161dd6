"""Taking in children whose parents have died before they could tell of them."""

from __future__ import annotations

import signal
import time

from scpipe.linux import process, tables
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee.births import find_sharers, may_be_told_of
from scpipe.tracee.table import TaskTable

#: After this many seconds a child is taken in, or given up, whatever is known of it.
_LONGEST_WAIT = 20.0
#: How long others are served after they could not be stopped in time (seconds).
_NEXT_TRY = 2.0


class Adoption:
    """Takes in children that nobody is going to tell of, whenever it is asked to look.

    Such a child may share the table of a task that counted as its only user and runs a call natively on
    that account: who shares it is stopped first, or all where that cannot be known. If that fails the child
    is killed.
    """

    def __init__(self, table: TaskTable, inbox: Inbox) -> None:
        self._table = table
        self._inbox = inbox
        self._next_try = 0.0

    def look(self) -> None:
        """Take in who has waited too long."""
        now = time.monotonic()
        for tid, age in self._inbox.births.lost(now).items():
            if now >= self._next_try and (age > _LONGEST_WAIT or not may_be_told_of(self._table, tid)):
                self._take_in(tid, at_last=age > _LONGEST_WAIT)

    def _take_in(self, tid: int, *, at_last: bool) -> None:
        sharers = find_sharers(self._table, tid)
        others = [*self._table.tasks.values()] if sharers is None else sharers
        still = stop_the_world.stop(others, self._inbox)
        if not still:
            self._next_try = time.monotonic() + _NEXT_TRY
            if not at_last:
                return
            process.send(tid, signal.SIGKILL)
        elif not sharers and not self._table.traps_all and has_living_memory(self._table, tid):
            process.send(tid, signal.SIGKILL)
        self._inbox.births.adopt(tid, sharers if still else None)
        self._inbox.release(tid)


def has_living_memory(table: TaskTable, tid: int) -> bool:
    """True if a child that nobody has told of has, or may have, the memory of a task that lives."""
    return any(tables.share_memory(tid, other) is not False for other in table.tasks if other != tid)
