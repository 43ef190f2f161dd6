"""A defect of ours would look like this: a task sits in a stop, and nobody is going to resume it."""

from __future__ import annotations

import time
from collections.abc import Callable

from scpipe.linux import procfs
from scpipe.report.escape import escape
from scpipe.tracee.phase import IN_LINE, Blocked, Gone, Phase, Place
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: After so many seconds in one stop of ours a task counts as forgotten.
PATIENCE = 10.0
#: So many looks later one counts that waits in line, for others who are to stand still, or for them to go on.
_LOOKS_IN_LINE = 3
#: So many of them are described on stderr; the debug log has all tasks.
_DESCRIBED = 10


class Watchdog:
    """Looks for forgotten tasks now and then; tells once for each stop."""

    def __init__(self, table: TaskTable, note: Callable[[str], None], log: Callable[[str], None]) -> None:
        self._table = table
        self._note = note
        self._log = log
        self._seen: dict[int, tuple[int, int]] = {}
        self._told: set[tuple[int, int]] = set()
        self.next_look = time.monotonic() + PATIENCE

    def look(self, now: float) -> None:
        """Tell of tasks that are in the stop they were in at the last look; ``now`` in monotonic seconds."""
        if now < self.next_look:
            return
        self.next_look = now + PATIENCE
        before, self._seen = self._seen, {}
        found = []
        for task in self._table.tasks.values():
            if not task.phase.stands or _waits_in_a_stop(task):
                continue
            reported, looks = before.get(task.tid, (task.reported, 0))
            looks = looks + 1 if reported == task.reported else 1
            in_line = task.hold is not None or task.phase is IN_LINE or task.pending
            stop = (task.tid, task.reported)
            if looks > (_LOOKS_IN_LINE if in_line else 1) and stop not in self._told:
                found.append(task)
                self._told.add(stop)
            self._seen[task.tid] = (task.reported, looks)
        if found:
            self._tell(found)

    def _tell(self, found: list[Task]) -> None:
        self._note(
            f"{len(found)} of {len(self._table.tasks)} tasks have waited for scpipe for {PATIENCE:g} s, "
            f"first {found[0].tid}: a defect of scpipe; --debug FILE shows what led to it"
        )
        for task in found[:_DESCRIBED]:
            self._note(describe(task))
        for line in describe_all(self._table):
            self._log(line)


def _waits_in_a_stop(task: Task) -> bool:
    """True for a task that is in a stop until its call, which is performed, can go on."""
    return isinstance(task.phase, Blocked) and task.phase.place is not Place.PAUSE


def describe_all(table: TaskTable) -> list[str]:
    """One line for every task: what we know of it, and what the kernel says."""
    return [describe(task) for task in table.tasks.values()]


def describe(task: Task) -> str:
    """One task; no payload."""
    words = [
        f"task {task.tid} of {task.process.pid} ({escape(task.process.identity.path)})",
        f"kernel state {procfs.state(task.process.pid, task.tid)}",
        f"call {task.call_number}",
        f"phase {_words(task.phase)}",
        f"report {task.reported}",
        f"table of {len(task.table.users)}{' and unknown' if task.table.unknown else ''}",
    ]
    more = {
        "frozen": task.hold is not None,
        "interrupt pending": task.interrupt_pending,
        "has filters of its own": task.process.filtered,
        f"{len(task.pending)} stops unserved": bool(task.pending),
    }
    return ", ".join(words + [word for word, holds in more.items() if holds])


def _words(phase: Phase) -> str:
    name = type(phase).__name__
    if isinstance(phase, Gone):
        return f"{name} ({_words(phase.was)})"
    if isinstance(phase, Blocked):
        name += f" {phase.place.value}"
    return f"{name}, in a stop" if phase.stands else name
