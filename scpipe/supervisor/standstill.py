"""Who has to stand still for a call that runs exclusively, and for how long."""

from __future__ import annotations

from scpipe.linux import lookups, procfs
from scpipe.linux.abi import native
from scpipe.record import Record, field
from scpipe.seccomp import catalogue
from scpipe.supervisor import enforce
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.stopping import collect, interrupt
from scpipe.tracee.actions import ContinueExclusive, Scope
from scpipe.tracee.phase import IN_VFORK
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


class Request(Record, frozen=False, eq=False):
    """A call that is to run, or runs, exclusively.

    ``since``: when it was asked for; ``ask_at``: when /proc is asked next what tasks do; ``asks``: whether it
    is asked now (seconds, monotonic). ``held``: who stands still for it.
    """

    task: Task
    action: ContinueExclusive
    since: float
    running: bool = False
    ask_at: float = 0.0
    asks: bool = False
    held: set[Task] = field(factory=set)


def are_others_still(table: TaskTable, inbox: Inbox, request: Request) -> bool:
    """Stop every other user of the call's table; a task that joins meanwhile, too. True when all stand still.

    A task in state D is inside a call of its own, or a vfork parent. It can still fill a free
    number, but not exchange one that is in use. Memory it can write, though.
    """
    all_of_them = request.action.scope is Scope.SANDBOX
    others = [*table.tasks.values()] if all_of_them else table.sharers(request.task)
    running = []
    for other in others:
        if other is request.task or (other.is_exiting and not all_of_them):  # its end still writes to memory
            continue
        is_new = other not in request.held
        if is_new:
            request.held.add(other)
            enforce.freeze(other)
        stands = other.still if all_of_them else other.confined  # where memory matters, no call may run
        if stands:
            continue
        if is_new:
            interrupt(other)
        running.append(other)
    running = [other for other in running if not collect(other, inbox)]
    return all(_is_harmless(request, other) for other in running)


def holds_its_file(inbox: Inbox, request: Request) -> bool:
    """True if a call that runs has taken its file, or is over: the others may go on."""
    task = request.task
    if collect(task, inbox):
        return True
    if not request.asks:
        return False
    state = procfs.state(task.process.pid, task.tid)
    if state in ("Z", "X"):
        return True  # a leader that was killed is told of only after its threads, which are held here
    if request.action.scope is Scope.SANDBOX or task.call_number not in catalogue.LOOKS_UP_FIRST:
        return False
    # A time spent on a CPU proves nothing: a machine that stands still inside a guest counts as such.
    return lookups.sleeps_in_call(task.tid, state)


def _is_harmless(request: Request, other: Task) -> bool:
    """True for a task that runs no code of its own before it reports: in the kernel, or dead."""
    if not request.asks:
        return False
    state = procfs.state(other.process.pid, other.tid)
    if state != "D" or other.phase is IN_VFORK:
        return state in ("Z", "X", "D")
    if not lookups.sleeps_in_call(other.tid, state):
        return False
    # close_range can sleep between two of the numbers it closes (fs/file.c).
    return request.action.scope is Scope.TABLE and procfs.call_number(other.tid) not in (
        None,
        native.SYS_CLOSE_RANGE,
    )
