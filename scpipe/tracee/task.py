"""Tasks, processes and descriptor tables as the supervisor knows them."""

from __future__ import annotations

from collections import deque

from scpipe.linux.procfs import Identity
from scpipe.linux.ptrace import SyscallEntry
from scpipe.linux.stops import Stop
from scpipe.record import Record, field
from scpipe.tracee.armed import EVERYTHING, Armed, Memory
from scpipe.tracee.phase import (
    RUNNING,
    Blocked,
    Exclusive,
    Exiting,
    Finishing,
    Gone,
    GroupStopped,
    InCall,
    Phase,
    Replaced,
    Unborn,
    engagement,
)

#: Where a task runs nothing though it is in no ptrace stop; and where it runs one call of its own.
_STILL, _CONFINED = (GroupStopped, Blocked, Finishing, Gone), (InCall, Replaced, Exclusive)


class FileTable(Record, frozen=False, eq=False):
    """A files_struct: the tasks that share it. ``unknown``: others we cannot name may share it.

    A task that leaves a table unseen (unshare, close_range) stays listed: that costs time, never safety.
    ``shared``: two tasks have shared it, perhaps not at the same time as now.
    """

    users: set[int] = field(factory=set)
    unknown: bool = False
    shared: bool = False

    @property
    def private(self) -> bool:
        """True if one task alone can change the table."""
        return len(self.users) == 1 and not self.unknown


class Process(Record, frozen=False, eq=False):
    """A thread group. ``filtered``: it has, or inherited, seccomp filters of its own.

    ``parent``: the process that made it, 0 if nobody saw that; its number can be another's by now.
    ``parent_program``: what that ran then.
    ``fills_counters``: a write to an eventfd has slept, by it or by one that then made it; such writes
    are its own from then on. ``armed``: which writes of its threads are trapped; all have the same filters.
    ``opened``: how many files it has opened for writing while others had to stand still.
    ``dumpable`` is what PR_GET_DUMPABLE is told; the real one stays 1. ``executing``: a thread that is about
    to become the leader by an exec, and whose number another task has by now.
    """

    pid: int
    identity: Identity
    filtered: bool = False
    dumpable: int = 1
    threads: set[int] = field(factory=set)
    executing: Task | None = None
    fills_counters: bool = False
    parent: int = 0
    parent_program: Identity | None = None
    armed: Armed = EVERYTHING
    opened: int = 0


class Hold(Record, frozen=False):
    """Others want a task to run no code of its own: so many of them.

    ``resume``: the signal and the phase that it is to be resumed with then, None if it is not.
    """

    count: int = 0
    resume: tuple[int, Phase] | None = None

    def __init__(self) -> None:  # by hand: one for each thread that is stopped
        self.count = 0
        self.resume = None


class Task(Record, frozen=False, eq=False):
    """One traced thread.

    ``pending``: what it has reported and nobody has served. ``hold``: it has to stand still for others.
    ``interrupt_pending``: we have asked it to stop, and it has not told that it did: what it sleeps in next
    may end at once. ``call_number``: of the trapped call that it made last. ``reported``: when its last stop
    was taken in, ``before`` the one before that, in reports of everybody. ``linked``: an open that has met a
    symbolic link at the end of its path, and is made once more.
    """

    tid: int
    process: Process
    table: FileTable
    phase: Phase = RUNNING
    pending: deque[Stop] = field(factory=deque)
    hold: Hold | None = None
    interrupt_pending: bool = False
    call_number: int = -1
    memory: Memory = field(factory=Memory)
    reported: int = 0
    before: int = 0
    linked: SyscallEntry | None = None

    @property
    def armed(self) -> Armed:
        """Which of its writes are trapped: the same as of all threads of its process."""
        return self.process.armed

    @armed.setter
    def armed(self, armed: Armed) -> None:
        """All threads of its process have been given a filter."""
        self.process.armed = armed

    @property
    def is_alone(self) -> bool:
        """True if nobody shares its table, its memory or its filters, as far as is known."""
        return self.owns_numbers and len(self.memory.users) <= 1

    @property
    def owns_numbers(self) -> bool:
        """True if nobody shares its table or its filters, as far as is known: so it is after a vfork."""
        return self.table.private and len(self.process.threads) <= 1

    @property
    def acts_alone(self) -> bool:
        """True if nobody has to stand still while it is given a number or a filter.

        Who only has its memory can do nothing about either where the mapping of the filters is sealed.
        """
        return self.owns_numbers and (len(self.memory.users) <= 1 or self.memory.sealable)

    @property
    def keeps_numbers(self) -> bool:
        """True if no end of a pair comes to a number while a call of the task is made that was let run.

        In a table of several tasks of which not every write is trapped whatever moves such an end is alone,
        unless there is a filter that lets some of it pass.
        """
        armed = self.process.armed
        return self.table.private or not (armed.everything or armed.moves or self.table.unknown)

    @property
    def is_gone(self) -> bool:
        """True if nothing may be done to the task any more: its number can be another's."""
        return isinstance(self.phase, Gone)

    @property
    def is_unborn(self) -> bool:
        """True if the task must not begin, as its parent has not been served for it."""
        return isinstance(self.phase, Unborn)

    @property
    def is_exiting(self) -> bool:
        """True if the task is past its exit event, or at it."""
        return isinstance(engagement(self), Exiting)

    @property
    def still(self) -> bool:
        """True if the task runs nothing, in the kernel neither, until it is resumed or woken."""
        return self.phase.stands or isinstance(self.phase, _STILL)

    @property
    def confined(self) -> bool:
        """True if the task reports to us before it can run another instruction of its own."""
        return self.still or isinstance(self.phase, _CONFINED)
