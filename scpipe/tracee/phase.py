"""What the supervisor is in the middle of with a task: one phase at any time, and every way it changes.

Nobody else sets a phase. ``stands``: the task is in a ptrace stop, of which we have been told, and waits for
us. Phases without facts of their own are one object each; those for calls have a fast __init__ by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.tracee.actions import Action, Answer, Block, Interrupted, Operation, Returned
    from scpipe.tracee.insertion import Insertion
    from scpipe.tracee.task import Task


class Running(Record):
    """It runs, and nothing is to be done for it before it reports."""

    stands = False


class Stopped(Record):
    """It is at a stop that is being served, or has not been served yet."""

    stands = True


class InLine(Record):
    """It waits at its seccomp stop for its turn, or for others to stand still."""

    stands = True


class Forked(Record):
    """It is at the event that tells of a child, who is noted and stands still until the event is served."""

    stands = True
    child: Task


class Unborn(Record, frozen=False, eq=False):
    """It was told of by its parent's event, and does not begin before that has been served."""

    parent: Task
    stands: bool


class InVfork(Record):
    """It sleeps in the kernel until its child has executed a program."""

    stands = False


class InCall(Record, frozen=False, eq=False):
    """It runs a call natively; ``then`` decides by the result. ``own``: an argument that was changed."""

    then: Callable[[int], Action]
    own: tuple[int, int] | None = None
    stands: bool = False

    def __init__(self, then: Callable[[int], Action], own: tuple[int, int] | None = None) -> None:
        self.then = then
        self.own = own
        self.stands = False


class Replaced(Record, frozen=False, eq=False):
    """It runs another call natively in place of its own, at whose entry it had the registers ``entry``.

    ``then`` says by the result what its own call has returned.
    """

    entry: bytes
    then: Callable[[int], Returned]
    stands: bool = False


class Exclusive(Record, frozen=False, eq=False):
    """It runs a call natively for which others had to stand still when it began."""

    stands: bool = False

    def __init__(self) -> None:
        self.stands = False


class Place(Enum):
    """Where a task waits while its call is performed."""

    ENTRY = "in its seccomp stop"
    PAUSE = "in pause()"
    EXIT = "in the exit stop of its pause()"


class Blocked(Record, frozen=False, eq=False):
    """Its call is performed, and cannot go on now.

    ``block``: what the operation waits for; None while it gives others a turn. ``pause``: how long a
    descriptor was left alone that polls writable and takes nothing, and ``poll_at`` when that is over;
    ``look_at``: when to go on in any case (seconds, monotonic).
    """

    operation: Operation
    place: Place = Place.ENTRY
    block: Block | None = None
    pause: float = 0.0
    poll_at: float = 0.0
    look_at: float | None = None
    stands: bool = True

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.place = Place.ENTRY
        self.block = self.look_at = None
        self.pause = self.poll_at = 0.0
        self.stands = True


class Finishing(Record, frozen=False, eq=False):
    """Its call has been performed; the result is set at the exit stop that comes next."""

    result: Answer | Interrupted
    stands: bool = False

    def __init__(self, result: Answer | Interrupted, stands: bool = False) -> None:
        self.result = result
        self.stands = stands


class Arming(Record, frozen=False, eq=False):
    """Writes to more of its descriptors are to be trapped, before it makes any further call by itself.

    ``numbers``: the descriptors; None for all of them. ``insertion``: the calls that are made for that in
    place of one of its own; None if it is on its way to its next call, whichever that is, where they begin.
    ``tries``: how often they began. ``seals``: others who have its memory run meanwhile.
    """

    numbers: frozenset[int] | None
    insertion: Insertion | None = None
    tries: int = 0
    stands: bool = True
    seals: bool = False


class GroupStopped(Record):
    """Its process is stopped by a signal, and it waits for SIGCONT."""

    stands = False


class Exiting(Record):
    """It has reported its exit event, after which it runs no code of its own.

    The first process of a PID namespace waits there for all others.
    """

    stands: bool


class Gone(Record):
    """Its end was reported, or its number is another task's by now: nothing may be done to it any more.

    ``was``: its phase before that, of which something may be left to be ended.
    """

    stands = False
    was: Phase


Phase = (
    Running | Stopped | InLine | Forked | Unborn | InVfork | InCall | Replaced | Exclusive | Blocked
    | Finishing | Arming | GroupStopped | Exiting | Gone
)  # fmt: skip

RUNNING, STOPPED, IN_LINE, IN_VFORK, GROUP_STOPPED = Running(), Stopped(), InLine(), InVfork(), GroupStopped()
AT_EXIT, EXITING = Exiting(stands=True), Exiting(stands=False)

#: What a task can be in the middle of that has to be ended if the task is.
Engaged = InCall | Replaced | Exclusive | Blocked | Finishing | Arming


def stand(task: Task) -> None:
    """The task has reported a stop, or it is certain that it does not run."""
    phase = task.phase
    if phase is RUNNING:  # nearly all; a match takes longer
        task.phase = STOPPED
        return
    match phase:
        case InCall() | Replaced() | Exclusive() | Blocked() | Finishing() | Arming() | Unborn():
            phase.stands = True
        case Running() | GroupStopped() | InVfork():
            task.phase = STOPPED
        case Exiting():  # it stays such: an exec by another thread is reported under its number
            task.phase = AT_EXIT
        case Stopped() | InLine() | Forked() | Gone():
            pass
        case _:
            assert_never(phase)


def lose(task: Task) -> None:
    """The task's end was reported, or its number is another's."""
    if not isinstance(task.phase, Gone):
        task.phase = Gone(task.phase)


def run(task: Task, to: Phase) -> None:
    """The task is resumed."""
    task.phase = to


def run_call(task: Task, to: Engaged) -> None:
    """The task is resumed up to the exit stop of its call."""
    to.stands = False
    task.phase = to


def keep(task: Task) -> None:
    """The task would be resumed now, and has to stand still for others."""
    task.phase = AT_EXIT if isinstance(task.phase, Exiting) else STOPPED


def leave(task: Task) -> None:
    """The task is at its exit event."""
    task.phase = AT_EXIT


def block(task: Task, to: Blocked) -> None:
    """The task's call cannot go on now."""
    task.phase = to


def finish(task: Task, result: Answer | Interrupted) -> None:
    """The task's call has been performed while it waited, and it is on its way to the exit stop."""
    task.phase = Finishing(result, stands=task.phase.stands)


def arm(task: Task, to: Arming) -> None:
    """Writes to more of the task's descriptors are to be trapped."""
    task.phase = to


def line_up(task: Task) -> None:
    """The task has to wait for its turn."""
    task.phase = IN_LINE


def call_up(task: Task) -> None:
    """The task need not wait for its turn any more."""
    if task.phase is IN_LINE:
        task.phase = STOPPED


def execute(task: Task) -> None:
    """The task is at the event of an exec that has succeeded."""
    task.phase = STOPPED


def conceive(parent: Task, child: Task, *, stands: bool) -> None:
    """A parent's event has told of a child; ``stands``: that has reported its first stop."""
    child.phase = Unborn(parent, stands)
    parent.phase = Forked(child)


def deliver(parent: Task) -> Task | None:
    """A parent's event is served: the child that may begin, if there is one still."""
    phase = parent.phase
    if not isinstance(phase, Forked):
        return None
    parent.phase, child = STOPPED, phase.child
    if not isinstance(child.phase, Unborn) or child.phase.parent is not parent:
        return None
    child.phase = RUNNING
    return child


def engagement(task: Task) -> Phase:
    """What the task is in the middle of, or was when it was lost."""
    return task.phase.was if isinstance(task.phase, Gone) else task.phase


def disengage(task: Task) -> Phase:
    """End what the task is in the middle of; what that was."""
    was = engagement(task)
    if isinstance(was, Engaged):
        left = STOPPED if was.stands else RUNNING
        task.phase = Gone(left) if isinstance(task.phase, Gone) else left
    return was


def assert_never(value: NoReturn) -> NoReturn:
    """For type checkers: every member of a union has been told apart before this."""
    raise AssertionError(value)
