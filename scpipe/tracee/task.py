"""Tasks, processes and descriptor tables as the supervisor knows them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from scpipe.linux.procfs import Identity
from scpipe.linux.stops import Stop
from scpipe.record import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.tracee.actions import Action, Answer, Block, Interrupted, Operation


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

    ``fills_counters``: a write to an eventfd has slept, by it or by one that then made it; such writes
    are its own from then on.
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


class Task(Record, frozen=False, eq=False):
    """One traced thread and what the supervisor is in the middle of with it.

    ``stopped``: it is in a ptrace stop and waits for us. ``gone``: its end has been reported; a status
    that comes later is of a new task with its number. ``forgotten``: it is not in the table of tasks
    any more, and its number can be another's. ``maker``: who made it and has not been served for that;
    until then it stands still. ``newborn`` is the other side of that. ``queued``: it waits in a stop for its
    turn. ``pending``: reported, not yet served. ``frozen``:
    so many calls of others want it to run no code of its own now; ``resume_with``: the signal it is to be
    resumed with then (0 for none), None if it is not.
    ``nudged``: we have asked it to stop, and it has not told that it did: what it sleeps in next may end at
    once. ``in_vfork``: it sleeps until its child has executed a program. ``leaving``: it is past its exit
    stop and runs no code of its own; the first process of a PID namespace waits there for all others.
    ``operation``: a call we perform for it, ``block`` what that waits for; ``held``: the task waits for it in
    its seccomp stop, or (``at_exit``) where a signal that does nothing has ended its pause(), not in pause().
    ``stops`` counts its stops; ``reported`` is when its last one was taken in, ``before`` the one before
    that, in reports of everybody. ``finished``: its result, to be set at the exit stop.
    ``after_exit``: what to do at the exit stop of a call that runs natively. ``alone``: it runs a
    call natively up to its exit stop. ``poll_at``: when to ask again for room (monotonic).
    """

    tid: int
    process: Process
    table: FileTable
    stopped: bool = True
    gone: bool = False
    forgotten: bool = False
    maker: Task | None = None
    newborn: Task | None = None
    queued: bool = False
    pending: deque[Stop] = field(factory=deque)
    operation: Operation | None = None
    block: Block | None = None
    held: bool = False
    at_exit: bool = False
    frozen: int = 0
    resume_with: int | None = None
    nudged: bool = False
    in_vfork: bool = False
    leaving: bool = False
    stops: int = 0
    reported: int = 0
    before: int = 0
    finished: Answer | Interrupted | None = None
    call_number: int = -1
    after_exit: Callable[[int], Action] | None = None
    alone: bool = False
    listening: bool = False
    poll_pause: float = 0.0
    poll_at: float = 0.0
    look_at: float | None = None

    @property
    def waiting(self) -> bool:
        """True if the task sits in pause() while we perform its call, or has just been woken."""
        return self.operation is not None or self.finished is not None

    @property
    def still(self) -> bool:
        """True if the task runs nothing, in the kernel neither, until it is resumed or woken."""
        return self.stopped or self.listening or self.waiting

    @property
    def confined(self) -> bool:
        """True if the task reports to us before it can run another instruction of its own."""
        return self.still or self.alone or self.after_exit is not None
