"""Whose a report is, and who is meant by an event that tells of a child.

A child and its parent report in any order, and a number can be another's by the time that it is told of.
"""

from __future__ import annotations

from array import array
from collections import deque

from scpipe.linux import process, procfs, ptrace, tables
from scpipe.linux.stops import ENDS, ExitStop, ForkStop, GroupStop, InterruptStop, SeccompStop, Stop
from scpipe.tracee import phase
from scpipe.tracee.phase import Gone, Unborn
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: Numbers that differ by a multiple of this count as one. Their memory (128 KiB) is taken at the beginning.
PLACES = 16384
#: After this many seconds a child whose parent has not told of it is looked at.
_PATIENCE = 0.1
#: So long what a child reported that died is kept in mind: its parent's event may come (seconds).
_LONGEST_DEAD = 30.0
#: The phases of tasks under whose numbers children report that have to wait for their parents.
_WAITING = (Gone, Unborn)


class UnreportedBirths:
    """When a child was last known to live that died, or was taken in, before its parent told of it.

    Times are counts of reports, as in ``Task.reported``. None is ever forgotten; for numbers that share a
    place the latest time is given, which errs to the safe side.
    """

    def __init__(self) -> None:
        self._lived = array("Q", bytes(8 * PLACES))

    def note(self, tid: int, now: int) -> None:
        """Somebody may still have to tell of who has, or had, this number. ``now`` never goes back."""
        self._lived[tid % PLACES] = now

    def lived(self, tid: int) -> int:
        """When such a child had this number at the latest; 0 if none had it."""
        return self._lived[tid % PLACES]


class Births:
    """Every child from its first report, or its parent's, until it may begin."""

    def __init__(self, table: TaskTable) -> None:
        self._table = table
        self._early = table.early
        self._unreported = UnreportedBirths()
        self._reports = 0

    def owner(self, tid: int, stop: Stop) -> Task | None:
        """Whose report a stop is; None if it is that of a child that has to wait for its parent."""
        task = self._table.tasks.get(tid)
        if task is None:
            return None
        phase_now = task.phase
        if isinstance(phase_now, _WAITING):
            if isinstance(phase_now, Unborn):
                phase_now.stands = not isinstance(stop, ENDS)
            return None
        return None if self._is_of_another(task, stop) else task

    def _is_of_another(self, task: Task, stop: Stop) -> bool:
        """True for the first report of a child that has the number of a thread which executes a program.

        exec frees the number before it is told of, but after the leader has exited (fs/exec.c de_thread).
        """
        if task.tid in self._early.stops:
            return True
        if isinstance(stop, SeccompStop):  # no first report; and whoever is not at such a stop is seen
            return False
        leader = self._table.tasks.get(task.process.pid)
        if leader is task or _is_staying(leader):
            return False
        is_first = isinstance(stop, InterruptStop | GroupStop | ExitStop)
        return is_first and procfs.thread_group(task.tid) != task.process.pid

    def note_report(self, task: Task) -> None:
        """A task has reported something."""
        self._reports += 1
        task.before, task.reported = task.reported, self._reports
        phase.stand(task)

    def note_early(self, tid: int, stop: Stop) -> None:
        """A child has reported something that waits for its parent."""
        self._reports += 1
        self._put(tid, stop)

    def _put(self, tid: int, stop: Stop) -> None:
        """After a death it is another child with the same number."""
        if self._early.put(tid, stop):
            self._drop(tid)
        if isinstance(stop, ENDS):
            self._unreported.note(tid, self._reports)

    def note_child(self, parent: Task, stop: ForkStop) -> list[Stop]:
        """Note a child as soon as it is told of: later its number could be another's.

        Whoever shares its parent's table knows so from now on. It stands still until the parent is served,
        which may be frozen: then the child has to be, too. Where nobody knows who the child is, it may live,
        have its parent's table, and be adopted when that is dead.

        Returns what was taken for reports of a task that had the number before. Raises TraceeGoneError.
        """
        tid = ptrace.event_message(parent.tid, stop.event)
        before = self._table.tasks.get(tid)
        was_alive = before is not None and not before.is_gone
        child = self._table.fork(parent, tid) if self._is_certain(parent, tid) else None
        if child is None:
            parent.table.shared = True
            return []
        strays: list[Stop] = []
        if before is not None and was_alive:  # the number was an executing thread's until now
            strays, before.pending = [*before.pending], deque()
            for stray in strays:
                self._put(tid, stray)
        phase.conceive(parent, child, stands=tid in self._early.stops)
        return strays

    def _is_certain(self, parent: Task, tid: int) -> bool:
        """True if the child that is told of lives, and no other one has its number.

        What a parent tells of may be an earlier child with a number that is another's by now: a program can
        put the event off, as on its way to it the kernel writes the child's number to memory, and
        ends what is left of files (kernel/fork.c kernel_clone, kernel/task_work.c). But a parent that has
        reported anything since the earlier child is known to have lived was not in the middle of making it.
        """
        is_new = self._unreported.lived(tid) <= parent.before
        if self._early.is_dead(tid):
            self._early.take(tid)
            self._drop(tid)
        return is_new and (tid in self._early.stops or process.exists(tid))

    def tell(self, parent: Task) -> int:
        """A parent is served for the child it has made: the child's number if it begins now, else 0."""
        child = phase.deliver(parent)
        return 0 if child is None else child.tid

    def lost(self, now: float) -> dict[int, float]:
        """The children that live and have waited too long, and how long; forgets those that are dead."""
        ages = self._early.ages(now)
        for tid in [tid for tid in ages if self._early.is_dying(tid)]:
            age = ages.pop(tid)  # a child we did not make, or one that died at its birth
            if _has_parent(self._table, tid):
                continue
            self._drop(tid)  # killed with its parent: nobody is going to serve its end
            if age > _LONGEST_DEAD or not self._table.tasks:
                self._early.take(tid)
        return {
            tid: age for tid, age in ages.items() if age > _PATIENCE and not _has_parent(self._table, tid)
        }

    def adopt(self, tid: int, sharers: list[Task] | None) -> Task:
        """Take in a child that nobody has told of; ``sharers``: see TaskTable.adopt."""
        task = self._table.adopt(tid, sharers)
        # Its parent may tell of it later, but has not reported since.
        self._unreported.note(tid, self._reports)
        return task

    def _drop(self, tid: int) -> None:
        """A child has died before its parent was served, and its number is another's: it never was."""
        known = self._table.tasks.get(tid)
        if known is not None and known.is_unborn:
            self._table.displace(known)


def may_be_told_of(table: TaskTable, tid: int) -> bool:
    """True if the parent of a child, made as it may be, can be alive and on its way to tell of it.

    On that way it hardly sleeps (kernel/fork.c kernel_clone); if it does, the child is taken in before.
    """
    related = (table.processes.get(pid) for pid in (procfs.thread_group(tid), procfs.parent(tid)))
    threads = [(found.pid, thread) for found in related if found is not None for thread in found.threads]
    return any(procfs.state(pid, thread) == "R" for pid, thread in threads)


def find_sharers(table: TaskTable, tid: int) -> list[Task] | None:
    """The tasks that have the table of a child which nobody has told of; None if that cannot be known.

    They can only become fewer while the child stands still: a table gets new users from its users.
    """
    found = []
    for other in table.tasks.values():
        if other.tid == tid:
            continue
        shares = tables.share_table(tid, other.tid)
        if shares is None:
            return None
        if shares:
            found.append(other)
    return found


def _has_parent(table: TaskTable, tid: int) -> bool:
    """True for a child that has been told of, by somebody who has not been served yet."""
    child = table.tasks.get(tid)
    return child is not None and isinstance(child.phase, Unborn) and not child.phase.parent.is_gone


def _is_staying(leader: Task | None) -> bool:
    """False for a leader that may have exited."""
    if leader is None or leader.is_exiting or leader.is_gone:
        return False
    return not any(isinstance(stop, ExitStop) for stop in leader.pending)
