"""Statuses that waitpid has reported and nobody has served yet."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable

from scpipe.handlers.tracee import Task
from scpipe.linux import process, ptrace, wait
from scpipe.supervisor.tasks import TaskTable

#: After this many seconds a child whose parent has not told of it is taken in as it is.
_LIMBO_PATIENCE = 2.0
#: How long a task that nobody told of may take to report, when all known ones are gone (seconds).
_BIRTH_PATIENCE = 0.3


class Inbox:
    """Fair waiting: everything that is ready is taken in, then served in order of arrival."""

    def __init__(self, table: TaskTable) -> None:
        self._table = table
        self._order: deque[int] = deque()
        self._limbo_since: dict[int, float] = {}
        self._delayed: list[int] = []
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
            self.put(*report)

    def put(self, tid: int, status: int) -> None:
        """Note one status; the task counts as stopped from now on."""
        task = self._table.tasks.get(tid)
        if task is None or task.gone:
            self._table.limbo.setdefault(tid, []).append(status)
            self._limbo_since.setdefault(tid, time.monotonic())
            return
        task.stops += 1
        task.stopped = os.WIFSTOPPED(status)
        task.gone = not task.stopped
        task.listening = False
        task.statuses.append(status)
        self._order.append(tid)

    def take(self) -> tuple[int, int] | None:
        """The next (tid, status) to serve."""
        while self._order:
            tid = self._order.popleft()
            task = self._table.tasks.get(tid)
            if task is not None and task.frozen:
                self._delayed.append(tid)
                continue
            if task is not None and task.statuses:
                return tid, task.statuses.popleft()
        return None

    def retry(self) -> None:
        """Serve what was reported by tasks that were frozen then; those that still are stay unserved."""
        self._order.extend(self._delayed)
        self._delayed = []

    def release(self, tid: int) -> None:
        """A task became known: serve what it reported before."""
        self._limbo_since.pop(tid, None)
        for status in self._table.limbo.pop(tid, []):
            self.put(tid, status)

    def adopt_lost(self, is_all_still: Callable[[], bool]) -> None:
        """Take in children whose parent died before it could tell of them.

        Such a child may share the table of a task that counted as its only user and runs a call natively on
        that account: ``is_all_still`` stops everything first. If that fails the child is killed.
        """
        now = time.monotonic()
        lost = [tid for tid, since in self._limbo_since.items() if now - since > _LIMBO_PATIENCE]
        for tid in lost:
            if os.WIFSTOPPED(self._table.limbo[tid][0]):
                if not is_all_still():
                    process.send(tid, signal.SIGKILL)
                self._table.adopt(tid)
                self.release(tid)
            else:  # a child we did not make, or one that died at its birth
                self._limbo_since.pop(tid)
                del self._table.limbo[tid]

    def is_over(self) -> bool:
        """True if children are left, but none of them is a task of ours.

        scpipe-run may have children it did not make (a shell's process substitution); and a
        task whose parent was killed may not have reported yet, so it is given a moment.
        """
        if self._table.tasks or self.has_limbo:
            self._empty_since = 0.0
            return False
        now = time.monotonic()
        self._empty_since = self._empty_since or now
        return now - self._empty_since > _BIRTH_PATIENCE

    @property
    def has_unserved(self) -> bool:
        """True if a status waits to be served."""
        return bool(self._order)

    @property
    def has_limbo(self) -> bool:
        """True if a child waits for its parent to tell of it."""
        return bool(self._limbo_since)


def is_current(task: Task, status: int) -> bool:
    """False if a stop is over: another thread has executed a program, or ended the process, meanwhile."""
    if not os.WIFSTOPPED(status) or len(task.process.threads) == 1:
        return True
    return ptrace.is_at_stop(task.tid, status)
