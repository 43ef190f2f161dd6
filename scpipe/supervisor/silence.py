"""A command that waits for what was refused says nothing: after a while we do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from scpipe.linux import procfs
from scpipe.report.escape import escape
from scpipe.tracee.table import TaskTable

#: After so long without a stop of any task, and with none that runs (seconds).
PATIENCE = 10.0
#: How often is looked (seconds), at so many tasks' states, and how often is told in one run.
_LOOK = 2.5
_ASKED = 1000
_MOST_TOLD = 5
_NAMED = 5
_NAME_LIMIT = 40


class Silence:
    """Tells once for each time that something was refused and everybody fell asleep.

    ``refusals``: how many there have been. Nothing is noted when a task stops: looks are compared.
    """

    def __init__(self, table: TaskTable, refusals: Callable[[], int], note: Callable[[str], None]) -> None:
        self._table = table
        self._refusals = refusals
        self._note = note
        self._told_at = 0  # how many refusals there were
        self._told = 0
        self._seen: list[tuple[int, int]] = []
        self._since = 0.0
        self._next_look = 0.0

    @property
    def next_look(self) -> float:
        """When to look (seconds, monotonic); never while nothing was refused since the last time."""
        return inf if self._refusals() == self._told_at or self._told >= _MOST_TOLD else self._next_look

    def look(self, now: float) -> None:
        """Tell if nothing has happened since a refusal; ``now`` in monotonic seconds."""
        if now < self.next_look:
            return
        self._next_look = now + _LOOK
        seen = [(task.tid, task.reported) for task in self._table.tasks.values()]
        if seen != self._seen or not seen or self._one_runs():
            self._seen, self._since = seen, now
        elif now - self._since >= PATIENCE:
            self._told += 1
            self._told_at = self._refusals()
            self._note(self._words())

    def _one_runs(self) -> bool:
        tasks = [*self._table.tasks.values()]
        return any(procfs.state(task.process.pid, task.tid) == "R" for task in tasks[:_ASKED])

    def _words(self) -> str:
        calls = self._refusals()
        were = "1 call was" if calls == 1 else f"{calls} calls were"
        return (
            f"nothing has happened for {PATIENCE:g} s, and {were} refused before: {', '.join(self._names())} "
            "may wait for what did not arrive (--timeout ends such a run)"
        )

    def _names(self) -> Iterator[str]:
        found = [*self._table.processes.values()]
        for process in found[:_NAMED]:
            name = process.identity.path.rpartition("/")[2] or "?"
            yield f"{escape(name, _NAME_LIMIT)} (pid {process.pid})"
        if len(found) > _NAMED:
            yield f"{len(found) - _NAMED} more"
