"""What a handler can decide: resuming a tracee is always the result of handling its stop."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum


class Wake(Enum):
    """Why a waiting operation is resumed."""

    READY = "the descriptor may be writable"
    TIMEOUT = "the deadline has passed"
    SIGNAL = "a signal waits for the tracee"
    CROWDED = "nothing more may wait: too few descriptors of ours are left"
    STORED = "the bytes were stored"
    FAULT = "the place cannot be written"


@dataclass(frozen=True, slots=True)
class Block:
    """An operation waits until ``fd`` is writable, at most until ``deadline`` (monotonic seconds).

    ``progress`` counts bytes so far: a descriptor that polls writable but takes nothing is
    asked again only after a pause. ``look``: ask again after so many seconds in any case, where
    poll does not tell of everything that ends a wait.
    """

    fd: int
    deadline: float | None = None
    progress: int = 0
    look: float | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """An operation asks for bytes to be written into the tracee, as the call itself would."""

    address: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Turn:
    """An operation can go on, and offers to let others be served first.

    Woken with READY it goes on; SIGNAL: a signal waits, and no further turn may be asked for.
    """


Step = Block | Store | Turn


@dataclass(frozen=True, slots=True)
class Answer:
    """The call is not made; its result is ``value`` (-errno on failure).

    ``sigpipe``: raise it in the thread.
    """

    value: int
    sigpipe: bool = False


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A signal ended a blocked call of which nothing was done: the kernel restarts it or says EINTR."""


Operation = Generator[Step, Wake, Answer | Interrupted]


@dataclass(frozen=True, slots=True)
class Continue:
    """The call runs natively."""


@dataclass(frozen=True, slots=True)
class ContinueAlone:
    """The call runs natively while the other users of the descriptor table are stopped.

    ``everybody``: the whole sandbox is stopped, also what could write the call's memory, until its exit stop;
    ``refusal`` is its errno if that cannot be had. ``check``: asked when all stand still; its answer, if
    it has one, is given instead.
    """

    everybody: bool = False
    refusal: int = 0
    check: Callable[[], Answer | None] | None = None


@dataclass(frozen=True, slots=True)
class ContinueToExit:
    """The call runs natively; ``then`` gets its result (-errno on failure) at the exit stop."""

    then: Callable[[int], Action]


@dataclass(frozen=True, slots=True)
class Perform:
    """The call is performed for the tracee."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class Kill:
    """The process cannot be mediated any more and dies; ``why`` is told to the user."""

    why: str


Action = Answer | Continue | ContinueAlone | ContinueToExit | Perform | Kill
