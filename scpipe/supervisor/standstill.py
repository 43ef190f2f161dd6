"""Who has to stand still for a call that runs exclusively, and for how long.

What gives an end of a pair a number, or adds a filter, runs while its task's company stands in stops
(Scope.COMPANY): nobody is in a call then that was looked at before and looks its number up after, and the
lowest free numbers are certain, as no call has reserved one (fs/file.c alloc_fd).
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.linux import lookups, procfs
from scpipe.linux.abi import native
from scpipe.record import Record, field
from scpipe.seccomp import catalogue
from scpipe.supervisor import enforce
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.stopping import collect, interrupt, is_ending, let_end
from scpipe.tracee.actions import Arm, ContinueExclusive, ContinueToExit, Scope
from scpipe.tracee.phase import IN_VFORK, Arming, InCall
from scpipe.tracee.table import TaskTable, company
from scpipe.tracee.task import Task

#: How long a call may sleep for which its company stands still (seconds). Most opens end at once.
_LONGEST_SLEEP = 0.05
#: What a task may be in the middle of while whoever serves its stops says when its company may go on.
_OBSERVED = (InCall, Arming)
#: Such a task makes no call any more. A leader that was killed is told of only after its threads, which are
#: held here.
_ENDED = ("Z", "X")


class Request(Record, frozen=False, eq=False):
    """A call that is to run, or runs, exclusively.

    ``since``: when it was asked for; ``ask_at``: when /proc is asked next what tasks do; ``asks``: whether it
    is asked now (seconds, monotonic). ``held``: who stands still for it. ``woken``: its sleep was ended.
    """

    task: Task
    action: ContinueExclusive | ContinueToExit | Arm
    since: float
    running: bool = False
    ask_at: float = 0.0
    asks: bool = False
    held: set[Task] = field(factory=set)
    woken: bool = False

    @property
    def scope(self) -> Scope:
        """Who has to stand still."""
        return self.action.scope if isinstance(self.action, ContinueExclusive) else Scope.COMPANY

    @property
    def refusal(self) -> int:
        """What the call fails with if others do not come to stand still; 0: it waits."""
        return self.action.refusal if isinstance(self.action, ContinueExclusive) else 0

    @property
    def is_observed(self) -> bool:
        """True if whoever serves the task's next stops says when it is over."""
        return not isinstance(self.action, ContinueExclusive)


def are_others_still(table: TaskTable, inbox: Inbox, request: Request) -> bool:
    """Stop every other user of the call's table; a task that joins meanwhile, too. True when all stand still.

    A task in state D is inside a call of its own, or a vfork parent. It can still fill a free
    number, but not exchange one that is in use. Memory it can write, though.

    One that has told of its end is not held: a thread of its process may execute a program, and wait for that
    end in a sleep that nothing interrupts (fs/exec.c de_thread).
    """
    scope = request.scope
    running = []
    for other in _others(table, request.task, scope):
        if other is request.task or (other.is_exiting and scope is not Scope.SANDBOX):
            continue  # for the whole sandbox not: its end still writes to memory
        if scope is not Scope.SANDBOX and is_ending(other):
            if other in request.held:
                request.held.discard(other)
                let_end(other, inbox)
            continue
        is_new = other not in request.held
        if is_new:
            request.held.add(other)
            enforce.freeze(other)
        if _stands(other, scope):
            continue
        if is_new:
            interrupt(other)
        running.append(other)
    running = [other for other in running if not collect(other, inbox)]
    return all(_is_harmless(request, other) for other in running)


def _others(table: TaskTable, task: Task, scope: Scope) -> list[Task]:
    if scope is Scope.SANDBOX:
        return [*table.tasks.values()]
    return table.sharers(task) if scope is Scope.TABLE else company(table, task)


def _stands(other: Task, scope: Scope) -> bool:
    """True for a task that runs nothing that matters before it is served.

    Where only the table matters one call may run. One that sleeps in vfork reports before it runs on, and one
    that is unborn has not begun.
    """
    if scope is Scope.TABLE:
        return other.confined
    return other.still or (scope is Scope.COMPANY and (other.phase is IN_VFORK or other.is_unborn))


def has_to_wait(table: TaskTable, requests: Iterable[Request], request: Request) -> bool:
    """True if others come first: two calls that need their company to stand still never run together.

    Whoever is held for such a call decides about nothing before that is over: what it finds could change.
    ``requests``: all of them, in the order in which they began.
    """
    earlier = True
    for other in requests:
        if other is request:
            earlier = False
        elif other.scope is Scope.SANDBOX:
            if other.running and request.task in other.held:
                return True
        elif other.scope is Scope.COMPANY and _comes_first(table, other, request, earlier):
            return True
    return False


def _comes_first(table: TaskTable, other: Request, request: Request, earlier: bool) -> bool:
    if request.task in other.held and (other.running or request.scope is not Scope.COMPANY):
        return True
    return (other.running or earlier) and other.task in company(table, request.task)


def runs_on(inbox: Inbox, request: Request) -> bool:
    """True while the others have to stand still for what runs."""
    if not request.is_observed:
        return not _holds_its_file(inbox, request)
    task = request.task
    if not isinstance(task.phase, _OBSERVED):
        return False
    if not request.asks:
        return True
    state = procfs.state(task.process.pid, task.tid)
    if state in _ENDED:
        return False
    # An open of a FIFO, or on a slow file system: who stands still may have to open the other end.
    sleeps = isinstance(task.phase, InCall) and not task.phase.stands and not request.woken
    if sleeps and time.monotonic() - request.since > _LONGEST_SLEEP:
        request.woken = state == "S"
        if request.woken:
            interrupt(task)
    return True


def _holds_its_file(inbox: Inbox, request: Request) -> bool:
    """True if a call that runs has taken its file, or is over: the others may go on."""
    task = request.task
    if collect(task, inbox):
        return True
    if not request.asks:
        return False
    state = procfs.state(task.process.pid, task.tid)
    if state in _ENDED:
        return True
    if request.scope is not Scope.TABLE or task.call_number not in catalogue.LOOKS_UP_FIRST:
        return False
    # A time spent on a CPU proves nothing: a machine that stands still inside a guest counts as such.
    return lookups.sleeps_in_call(task.tid, state)


def _is_harmless(request: Request, other: Task) -> bool:
    """True for a task that runs no code of its own before it reports: in the kernel, or dead."""
    if not request.asks:
        return False
    state = procfs.state(other.process.pid, other.tid)
    if request.scope is Scope.COMPANY:
        return state in ("Z", "X")
    if state != "D" or other.phase is IN_VFORK:
        return state in ("Z", "X", "D")
    if not lookups.sleeps_in_call(other.tid, state):
        return False
    # close_range can sleep between two of the numbers it closes (fs/file.c).
    return request.scope is Scope.TABLE and procfs.call_number(other.tid) not in (
        None,
        native.SYS_CLOSE_RANGE,
    )
