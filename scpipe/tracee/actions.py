"""What a handler can decide: resuming a tracee is always the result of handling its stop."""

from __future__ import annotations

from collections.abc import Callable, Generator
from enum import Enum

from scpipe.record import Record


class Wake(Enum):
    """Why a waiting operation is resumed."""

    READY = "the descriptor may be writable"
    TIMEOUT = "the deadline has passed"
    SIGNAL = "a signal waits for the tracee"
    CROWDED = "nothing more may wait: too few descriptors of ours are left"
    STORED = "the bytes were stored"
    FAULT = "the place cannot be written"


class Block(Record):
    """An operation waits until ``fd`` is writable, at most until ``deadline`` (monotonic seconds).

    ``progress`` counts bytes so far: a descriptor that polls writable but takes nothing is
    asked again only after a pause. ``look``: ask again after so many seconds in any case, where
    poll does not tell of everything that ends a wait.
    """

    fd: int
    deadline: float | None = None
    progress: int = 0
    look: float | None = None


class Store(Record):
    """An operation asks for bytes to be written into the tracee, as the call itself would."""

    address: int
    data: bytes


class Turn(Record):
    """An operation can go on, and offers to let others be served first.

    Woken with READY it goes on; SIGNAL: a signal waits, and no further turn may be asked for.
    """


Step = Block | Store | Turn


class Answer(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """The call is not made; its result is ``value`` (-errno on failure).

    ``sigpipe``: raise it in the thread.
    """

    value: int
    sigpipe: bool = False

    def __init__(self, value: int, sigpipe: bool = False) -> None:
        self.value = value
        self.sigpipe = sigpipe


class Interrupted(Record):
    """A signal ended a blocked call of which nothing was done: the kernel restarts it or says EINTR."""


Operation = Generator[Step, Wake, Answer | Interrupted]


class Continue(Record):
    """The call runs natively."""


class ContinueAfterReports(Record):
    """The call runs natively after all reports have been taken in: the dead are their parents' then."""


class Scope(Enum):
    """Who has to stand still for a call that runs exclusively."""

    TABLE = "the other users of its descriptor table"
    SANDBOX = "everybody, also who could write its memory, until its exit stop"
    COMPANY = "who shares its table, its memory or its filters, outside of every call, until its exit stop"


class ContinueExclusive(Record):
    """The call runs natively while others stand still.

    ``refusal``: its errno if that cannot be had for the whole sandbox. ``check``: asked when all stand still;
    its answer, if it has one, is given instead.
    """

    scope: Scope = Scope.TABLE
    refusal: int = 0
    check: Callable[[], Answer | None] | None = None


class ContinueToExit(Record, frozen=False):  # not frozen, __init__ by hand: one for every pair
    """The call runs natively; ``then`` gets its result (-errno on failure) at the exit stop.

    ``alone``: until that is served its company stands still (Scope.COMPANY).
    """

    then: Callable[[int], Action]
    alone: bool = False

    def __init__(self, then: Callable[[int], Action], alone: bool = False) -> None:
        self.then = then
        self.alone = alone


class Returned(Record):
    """What a call has returned (-errno on failure), and what it has left in memory before.

    Where that cannot be written it fails with EFAULT.
    """

    value: int
    store: Store | None = None


class ContinueAs(Record):
    """Another call runs natively in place of the task's own, and its registers are as after that.

    ``number``, ``arguments``: of the other call (unsigned). ``then`` gets its result (-errno on failure) at
    its exit stop: what the task's own call has returned. What the kernel makes again is the task's own call.
    """

    number: int
    arguments: tuple[int, ...]
    then: Callable[[int], Returned]


class ContinueChanged(Record, frozen=False):  # not frozen, __init__ by hand: one for every open
    """The call runs natively with one argument changed; ``then`` gets its result at the exit stop.

    ``argument``: which, the first is 0; ``value``: what it is for the kernel; ``own``: what the program gave,
    and finds in the register again, however the call ends.
    """

    then: Callable[[int], Action]
    argument: int
    value: int
    own: int

    def __init__(self, then: Callable[[int], Action], argument: int, value: int, own: int) -> None:
        self.then = then
        self.argument = argument
        self.value = value
        self.own = own


class Perform(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """The call is performed for the tracee."""

    operation: Operation

    def __init__(self, operation: Operation) -> None:
        self.operation = operation


class Arm(Record):
    """Writes to more descriptors are to be trapped, and the call is made and decided about anew.

    The task's company stands still meanwhile (Scope.COMPANY).

    ``numbers``: the descriptors; None: all. ``failure``: the call's result if that cannot be done.
    """

    numbers: frozenset[int] | None
    failure: Answer


class ArmLater(Record):
    """The call has given ends of pairs these numbers: they are trapped before its task's next call.

    Before anything else of its program runs where it has company. None: the call has to be made again, after
    every write is trapped.
    """

    numbers: frozenset[int] | None


class MakeAgain(Record):
    """The call has been made in vain: its task goes back to its entry, and it is decided about anew."""


class Kill(Record):
    """The process cannot be mediated any more and dies; ``why`` is told to the user."""

    why: str


Action = (
    Answer
    | Continue
    | ContinueAfterReports
    | ContinueExclusive
    | ContinueToExit
    | ContinueAs
    | ContinueChanged
    | Perform
    | Arm
    | ArmLater
    | MakeAgain
    | Kill
)
