"""Forgetting pairs that are dead, by proof: everything stands still, and no descriptor names them.

A pair lives as long as a descriptor table, a message on its way, or a call in progress holds it.
With every task stopped outside of calls there are only tables and messages; /proc shows both.
"""

from __future__ import annotations

import time
from _thread import get_native_id

from scpipe.ledger.ledger import Ledger
from scpipe.linux import tables, wait
from scpipe.linux.originals import Originals
from scpipe.linux.tables import Held, UnreadableError
from scpipe.policy.model import Policy
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee.phase import Exclusive, engagement
from scpipe.tracee.table import TaskTable

#: How long the tables may be read while everything stands still (seconds).
_PATIENCE = 0.3


class Collector:
    """Sweeps a ledger when it has doubled; puts it off where nothing can be proved."""

    def __init__(
        self, policy: Policy, ledger: Ledger, originals: Originals, table: TaskTable, inbox: Inbox
    ) -> None:
        self._ledger = ledger
        self._originals = originals
        self._table = table
        self._inbox = inbox
        # What is relaxed can hold objects, or make tasks, that are not seen here.
        self._possible: bool | None = None if not policy.relax else False

    def sweep_if_crowded(self) -> None:
        """Forget what is dead, if it is time to."""
        if not self._ledger.crowded:
            return
        if self._possible is None:
            self._possible = tables.shows_descriptors_in_flight()
        held = self._look() if self._possible else None
        if held is None:
            self._ledger.postpone()
        else:
            self._ledger.forget(held.pipes, held.sockets)
            self._originals.prune(self._ledger.pipes.knows)

    def _look(self) -> Held | None:
        """What the sandbox holds; None if it cannot be told."""
        if not stop_the_world.stop_all(self._table, self._inbox):
            return None
        if any(isinstance(engagement(task), Exclusive) for task in self._table.tasks.values()):
            self._ledger.note_passing()  # it may have passed what was made while it ran
        held = Held()
        deadline = time.monotonic() + _PATIENCE
        try:
            for tid in self._tables():
                held.add_table(tid, deadline)
        except UnreadableError:
            return None
        return None if held.in_flight else held

    def _tables(self) -> list[int]:
        """Threads whose tables are all the tables there are.

        A thread we have not been told of yet counts: it is stopped at its birth, but has a table.
        """
        found, seen = [], set()
        for pid in self._processes():
            threads = tables.threads(pid)
            seen.update(threads)
            found += [tid for tid in threads if tid == pid or not tables.share_table(pid, tid)]
        hidden = [tid for tid in self._living() if tid not in seen and wait.is_ours(tid)]
        if hidden:
            raise UnreadableError(f"/proc does not show thread {hidden[0]}, which lives")
        return found

    def _processes(self) -> list[int]:
        """Every process we trace, also one whose parent was killed before it could tell of it."""
        traced = tables.traced_by(get_native_id())
        return sorted({*self._table.processes, *self._table.early.stops, *traced})

    def _living(self) -> list[int]:
        """Every task whose end waitpid has not reported."""
        known = [tid for tid, task in self._table.tasks.items() if not task.is_gone]
        early = self._table.early
        return known + [tid for tid in early.stops if not early.is_dead(tid)]
