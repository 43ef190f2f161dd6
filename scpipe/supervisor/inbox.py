"""Stops that waitpid has reported and nobody has served yet."""

from __future__ import annotations

import contextlib
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable

from scpipe.linux import process, procfs, ptrace, stops, wait
from scpipe.linux.stops import ENDS, ExitStop, ForkStop, GroupStop, InterruptStop, SeccompStop, Stop
from scpipe.supervisor import enforce
from scpipe.tracee.births import Untold
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: After this many seconds a child whose parent has not told of it is looked at.
_LIMBO_PATIENCE = 0.1
#: After this many it is taken in, or given up, whatever is known of it.
_LONGEST_LIMBO = 20.0
#: How long others are served after they could not be stopped in time (seconds).
_NEXT_TRY = 2.0
#: So long what a child reported that died untold is kept in mind: its parent's event may come (seconds).
_DEAD_LIMBO = 30.0
#: How long a task that nobody told of may take to report, when all known ones are gone (seconds).
_BIRTH_PATIENCE = 0.3


class Inbox:
    """Fair waiting: everything that is ready is taken in, then served in order of arrival."""

    def __init__(self, table: TaskTable) -> None:
        self._table = table
        self._order: deque[Task] = deque()
        self._limbo_since: dict[int, float] = {}
        self._delayed: list[Task] = []
        self._empty_since = 0.0
        self._next_try = 0.0
        self._reports = 0
        self._untold = Untold()

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
        """Note one report; the task counts as stopped from now on, or as gone."""
        task = self._table.tasks.get(tid)
        ended = isinstance(stop, ENDS)
        if task is not None and task.maker is not None:
            task.stopped = not ended
        if task is None or task.gone or task.maker is not None or self._is_of_another(task, stop):
            self._reports += 1
            self._put_unknown(tid, stop)
            return
        self.note(task)
        task.stopped, task.gone = not ended, ended
        task.pending.append(stop)
        self._order.append(task)
        if isinstance(stop, ForkStop):
            with contextlib.suppress(ptrace.TraceeGoneError):
                self._note_child(task, stop)

    def note(self, task: Task) -> None:
        """Count a stop of a task."""
        self._reports += 1
        task.stops += 1
        task.before, task.reported = task.reported, self._reports
        task.stopped, task.listening = True, False

    def queue(self, task: Task) -> None:
        """Serve what a task has taken over from another by an exec."""
        self._order.extend([task] * len(task.pending))

    def _note_child(self, parent: Task, stop: ForkStop) -> None:
        """Note a child as soon as it is told of: later its number could be another's.

        Whoever shares its parent's table knows so from now on. It stands still until the parent is served,
        which may be frozen: then the child has to be, too. Where nobody knows who the child is, it may live,
        have its parent's table, and be adopted when that is dead.
        """
        tid = ptrace.event_message(parent.tid, stop.event)
        before = self._table.tasks.get(tid)
        child = self._table.fork(parent, tid) if self._is_certain(parent, tid) else None
        if child is None:
            parent.table.shared = True
            return
        child.maker, parent.newborn = parent, child
        if before is not None and not before.gone:  # the number was an executing thread's until now
            strays, before.pending = before.pending, deque()
            for stray in strays:
                self._put_unknown(tid, stray)
        child.stopped = tid in self._table.limbo

    def _is_certain(self, parent: Task, tid: int) -> bool:
        """True if the child that is told of lives, and no other one has its number."""
        is_new = not self._may_be_old(parent, tid)
        if self._is_dead_in_limbo(tid):
            del self._table.limbo[tid], self._limbo_since[tid]
            self._table.drop_unborn(tid)
        return is_new and (tid in self._table.limbo or process.exists(tid))

    def _may_be_old(self, parent: Task, tid: int) -> bool:
        """True if what a parent tells of may be an earlier child with a number that is another's by now.

        A program can put the event off: on its way to it the kernel writes the child's number to memory, and
        ends what is left of files (kernel/fork.c kernel_clone, kernel/task_work.c). But a parent that has
        reported anything since the earlier child is known to have lived was not in the middle of making it.
        """
        return self._untold.lived(tid) > parent.before

    def _is_dead_in_limbo(self, tid: int) -> bool:
        reported = self._table.limbo.get(tid, [])
        return bool(reported) and isinstance(reported[-1], ENDS)

    def _is_of_another(self, task: Task, stop: Stop) -> bool:
        """True for the first report of a child that has the number of a thread which executes a program.

        exec frees the number before it is told of, but after the leader has exited (fs/exec.c de_thread).
        """
        if task.tid in self._table.limbo:
            return True
        if isinstance(stop, SeccompStop):  # no first report; and whoever is not at such a stop is seen
            return False
        leader = self._table.tasks.get(task.process.pid)
        if leader is task or _is_staying(leader):
            return False
        is_first = isinstance(stop, InterruptStop | GroupStop | ExitStop)
        return is_first and procfs.thread_group(task.tid) != task.process.pid

    def _put_unknown(self, tid: int, stop: Stop) -> None:
        """Note what a child reports that nobody has told of; after a death it is another of its number."""
        reported = self._table.limbo.setdefault(tid, [])
        if reported and isinstance(reported[-1], ENDS):
            reported.clear()
            self._limbo_since.pop(tid)
            self._table.drop_unborn(tid)
        reported.append(stop)
        if isinstance(stop, ENDS):
            self._untold.note(tid, self._reports)
        self._limbo_since.setdefault(tid, time.monotonic())
        self._let_die(tid, stop)

    def take(self) -> tuple[Task, Stop] | None:
        """The next task to serve, and what it reported."""
        while self._order:
            task = self._order.popleft()
            if task.frozen and not task.forgotten:
                self._delayed.append(task)
                continue
            if task.pending:
                stop = task.pending.popleft()
                if not task.forgotten or isinstance(stop, ENDS):
                    return task, stop
        return None

    def retry(self) -> None:
        """Serve what was reported by tasks that were frozen then; those that still are stay unserved."""
        self._order.extend(self._delayed)
        self._delayed = []

    def told(self, parent: Task) -> None:
        """A parent is served for the child it has made: let the child begin."""
        child, parent.newborn = parent.newborn, None
        if child is not None and child.maker is parent:
            child.maker = None
            if not child.forgotten:
                self.release(child.tid)

    def release(self, tid: int) -> None:
        """A task became known: serve what it reported before."""
        self._limbo_since.pop(tid, None)
        for stop in self._table.limbo.pop(tid, []):
            self.put(tid, stop)

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
                self._adopt(tid, sharers if still else None)
            if not still:
                self._next_try = time.monotonic() + _NEXT_TRY

    def _adopt(self, tid: int, sharers: list[Task] | None) -> None:
        self._table.adopt(tid, sharers)
        self._untold.note(tid, self._reports)  # its maker may tell of it later, but has not reported since
        self.release(tid)

    def _may_be_told_of(self, tid: int) -> bool:
        """True if the parent of a child, made as it may be, can be alive and on its way to tell of it.

        On that way it hardly sleeps (kernel/fork.c kernel_clone); if it does, the child is taken in before.
        """
        related = (self._table.processes.get(pid) for pid in (procfs.thread_group(tid), procfs.parent(tid)))
        threads = [(found.pid, thread) for found in related if found is not None for thread in found.threads]
        return any(procfs.state(pid, thread) == "R" for pid, thread in threads)

    def _lost(self, now: float) -> dict[int, float]:
        """The children that live and have waited too long, and how long; forgets those that are dead."""
        ages = {tid: now - since for tid, since in self._limbo_since.items()}
        for tid in [tid for tid in ages if self._is_dying(tid)]:
            age = ages.pop(tid)  # a child we did not make, or one that died at its birth
            if self._has_maker(tid):
                continue
            self._table.drop_unborn(tid)  # killed with its maker: nobody is going to serve its end
            if age > _DEAD_LIMBO or not self._table.tasks:
                self._limbo_since.pop(tid)
                del self._table.limbo[tid]
        return {tid: age for tid, age in ages.items() if age > _LIMBO_PATIENCE and not self._has_maker(tid)}

    def _has_maker(self, tid: int) -> bool:
        """True for a child that has been told of, by somebody who has not been served yet."""
        child = self._table.tasks.get(tid)
        maker = None if child is None else child.maker
        return maker is not None and not (maker.gone or maker.forgotten)

    def _let_die(self, tid: int, stop: Stop) -> None:
        """Let a child that was killed at its birth end, as somebody may wait for that.

        Its parent, for example, when that is the dying first process of a PID namespace. At its exit stop it
        runs no code of its own any more, and it has never run any: no other thread can have its number.
        """
        if isinstance(stop, ExitStop):
            with contextlib.suppress(ptrace.TraceeGoneError):
                enforce.let_end(tid)

    def _is_dying(self, tid: int) -> bool:
        return isinstance(self._table.limbo[tid][-1], (*ENDS, ExitStop))

    def is_over(self) -> bool:
        """True if children are left, but none of them is a task of ours.

        scpipe-run may have children it did not make (a shell's process substitution); and a
        task whose parent was killed may not have reported yet, so it is given a moment.
        """
        if self._table.tasks or self.has_limbo:
            self._empty_since = 0.0
            return False
        self._empty_since = self._empty_since or time.monotonic()
        return time.monotonic() - self._empty_since > _BIRTH_PATIENCE

    @property
    def has_unserved(self) -> bool:
        """True if a stop waits to be served."""
        return bool(self._order)

    @property
    def has_limbo(self) -> bool:
        """True if a child waits for its parent to tell of it."""
        return bool(self._limbo_since)


def _is_staying(leader: Task | None) -> bool:
    """False for a leader that may have exited."""
    if leader is None or leader.leaving or leader.gone:
        return False
    return not any(isinstance(stop, ExitStop) for stop in leader.pending)


def is_current(task: Task, stop: Stop) -> bool:
    """False if a stop is over: another thread has executed a program, or ended the process, meanwhile.

    Or the task is dead: then what has its number now is another one.
    """
    if task.gone or isinstance(stop, ENDS):
        return isinstance(stop, ENDS)
    if len(task.process.threads) == 1:
        return True
    # Of a seccomp stop ptrace.read_entry() says the same, and is asked next.
    return isinstance(stop, SeccompStop) or ptrace.is_at_stop(task.tid, stops.status_of(stop))
