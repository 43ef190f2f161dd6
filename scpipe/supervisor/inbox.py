"""Stops that waitpid has reported and nobody has served yet."""

from __future__ import annotations

import contextlib
import time
from collections import deque

from scpipe.linux import ptrace, stops, wait
from scpipe.linux.stops import ENDS, ExitStop, ForkStop, Stop
from scpipe.supervisor import enforce
from scpipe.tracee import phase
from scpipe.tracee.births import Births
from scpipe.tracee.phase import Gone
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long a task that nobody told of may take to report, when all known ones are gone (seconds).
_BIRTH_PATIENCE = 0.3


class Inbox:
    """Fair waiting: everything that is ready is taken in, then served in order of arrival."""

    def __init__(self, table: TaskTable) -> None:
        self.births = Births(table)
        self._table = table
        self._order: deque[Task] = deque()
        self._delayed: list[Task] = []
        self._empty_since = 0.0

    def fill(self) -> bool:
        """Take in what is ready. False when no task is left at all."""
        while True:
            try:
                report = wait.poll_any()
            except ChildProcessError:
                return False
            if report is None:
                return True
            tid, status = report
            self.put(tid, stops.classify(status))

    def put(self, tid: int, stop: Stop) -> None:
        """Note one report; its task stands from now on, or is gone."""
        task = self.births.owner(tid, stop)
        if task is None:
            self.births.note_early(tid, stop)
            _let_end(tid, stop)
            return
        self.births.note_report(task)
        if isinstance(stop, ENDS):
            phase.lose(task)
        task.pending.append(stop)
        self._order.append(task)
        if isinstance(stop, ForkStop):
            with contextlib.suppress(ptrace.TraceeGoneError):
                for stray in self.births.note_child(task, stop):
                    _let_end(tid, stray)

    def queue(self, task: Task) -> None:
        """Serve what a task has taken over from another by an exec."""
        self._order.extend([task] * len(task.pending))

    def take(self) -> tuple[Task, Stop] | None:
        """The next task to serve, and what it reported."""
        while self._order:
            task = self._order.popleft()
            is_unlinked = isinstance(task.phase, Gone) and self._table.tasks.get(task.tid) is not task
            if task.hold is not None and not is_unlinked:
                self._delayed.append(task)
                continue
            if task.pending:
                stop = task.pending.popleft()
                if not is_unlinked or isinstance(stop, ENDS):
                    return task, stop
        return None

    def retry(self) -> None:
        """Serve what was reported by tasks that were frozen then; those that still are stay unserved."""
        self._order.extend(self._delayed)
        self._delayed = []

    def release(self, tid: int) -> None:
        """A child may begin: serve what it reported before."""
        for stop in self._table.early.take(tid):
            self.put(tid, stop)

    def is_over(self) -> bool:
        """True if children are left, but none of them is a task of ours.

        scpipe-run may have children it did not make (a shell's process substitution); and a
        task whose parent was killed may not have reported yet, so it is given a moment.
        """
        if self._table.tasks or self._table.early.stops:
            self._empty_since = 0.0
            return False
        self._empty_since = self._empty_since or time.monotonic()
        return time.monotonic() - self._empty_since > _BIRTH_PATIENCE

    @property
    def has_unserved(self) -> bool:
        """True if a stop waits to be served."""
        return bool(self._order)


def _let_end(tid: int, stop: Stop) -> None:
    """Let a child that was killed at its birth end, as somebody may wait for that.

    Its parent, for example, when that is the dying first process of a PID namespace. At its exit stop it
    runs no code of its own any more, and it has never run any: no other thread can have its number.
    """
    if isinstance(stop, ExitStop):
        with contextlib.suppress(ptrace.TraceeGoneError):
            enforce.let_end(tid)
