"""Statuses that waitpid has reported and nobody has served yet."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable

from scpipe.handlers.tracee import Task
from scpipe.linux import process, procfs, ptrace, stops, wait
from scpipe.supervisor.tasks import TaskTable

#: After this many seconds a child whose parent has not told of it is looked at.
_LIMBO_PATIENCE = 0.1
#: After this many it is taken in, or given up, whatever can be known of it.
_LONGEST_LIMBO = 2.0
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
        self._next_try = 0.0
        self._reused: set[int] = set()

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
            self._put_unknown(tid, status)
            return
        task.stops += 1
        task.stopped = os.WIFSTOPPED(status)
        task.gone = not task.stopped
        task.listening = False
        task.statuses.append(status)
        self._order.append(tid)

    def _put_unknown(self, tid: int, status: int) -> None:
        """Note what a child reports that nobody has told of; after a death it is another of its number."""
        statuses = self._table.limbo.setdefault(tid, [])
        if statuses and not os.WIFSTOPPED(statuses[-1]):
            statuses.clear()
            self._limbo_since.pop(tid)
            self._reused.add(tid)
        statuses.append(status)
        self._limbo_since.setdefault(tid, time.monotonic())
        self._let_die(tid, status)

    def is_ambiguous(self, tid: int) -> bool:
        """True if two children that nobody has told of had this number: an event can mean the dead one."""
        return tid in self._reused

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
        self._reused.discard(tid)
        for status in self._table.limbo.pop(tid, []):
            self.put(tid, status)

    def adopt_lost(self, are_still: Callable[[Iterable[Task]], bool]) -> None:
        """Take in children whose parent died before it could tell of them.

        Such a child may share the table of a task that counted as its only user and runs a call natively on
        that account: ``are_still`` stops who shares it first, or all where that cannot be known. If that
        fails the child is killed.
        """
        now = time.monotonic()
        for tid, age in self._lost(now).items():
            at_last = age > _LONGEST_LIMBO
            if now < self._next_try or (self._may_be_told_of(tid) and not at_last):
                continue
            sharers = self._table.find_sharers(tid)
            still = are_still([*self._table.tasks.values()] if sharers is None else sharers)
            if still or at_last:
                if not still:
                    process.send(tid, signal.SIGKILL)
                self._table.adopt(tid, sharers if still else None)
                self.release(tid)
            else:
                self._next_try = time.monotonic() + _LONGEST_LIMBO

    def _may_be_told_of(self, tid: int) -> bool:
        """True if the parent of a child, made as it may be, can be alive and on its way to tell of it.

        On that way it does not sleep (kernel/fork.c kernel_clone).
        """
        if any(_tells_of_a_child(task) for task in self._table.tasks.values()):
            return True
        related = (self._table.processes.get(pid) for pid in (procfs.thread_group(tid), procfs.parent(tid)))
        threads = [(found.pid, thread) for found in related if found is not None for thread in found.threads]
        return any(procfs.state(pid, thread) == "R" for pid, thread in threads)

    def _lost(self, now: float) -> dict[int, float]:
        """The children that live and have waited too long, and how long; forgets those that are dead."""
        ages = {tid: now - since for tid, since in self._limbo_since.items()}
        for tid in [tid for tid in ages if self._is_dying(tid)]:
            age = ages.pop(tid)  # a child we did not make, or one that died at its birth
            if age > _LONGEST_LIMBO or not self._table.tasks:
                self._limbo_since.pop(tid)
                self._reused.discard(tid)
                del self._table.limbo[tid]
        return {tid: age for tid, age in ages.items() if age > _LIMBO_PATIENCE}

    def _let_die(self, tid: int, status: int) -> None:
        """Let a child that was killed at its birth end, as somebody may wait for that.

        Its parent, for example, when that is the dying first process of a PID namespace. At its exit stop it
        runs no code of its own any more, and it has never run any: no other thread can have its number.
        """
        if is_exit_stop(status):
            with contextlib.suppress(ptrace.TraceeGoneError):
                ptrace.cont(tid)

    def _is_dying(self, tid: int) -> bool:
        status = self._table.limbo[tid][-1]
        return not os.WIFSTOPPED(status) or is_exit_stop(status)

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


def is_exit_stop(status: int) -> bool:
    """True for the stop of a task that is about to end."""
    return isinstance(stops.classify(status), stops.ExitStop)


def _tells_of_a_child(task: Task) -> bool:
    return any(isinstance(stops.classify(status), stops.ForkStop) for status in task.statuses)


def is_current(task: Task, status: int) -> bool:
    """False if a stop is over: another thread has executed a program, or ended the process, meanwhile.

    Or the task is dead: then what has its number now is another one.
    """
    if task.gone and os.WIFSTOPPED(status):
        return False
    if not os.WIFSTOPPED(status) or len(task.process.threads) == 1:
        return True
    return ptrace.is_at_stop(task.tid, status)
