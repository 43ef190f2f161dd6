"""What a handler can decide: resuming a tracee is always the result of handling its stop."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from typing import Union


class Wake(Enum):
    """Why a waiting operation is resumed."""

    READY = "the descriptor may be writable"
    TIMEOUT = "the deadline has passed"
    SIGNAL = "a signal waits for the tracee"


@dataclass(frozen=True, slots=True)
class Block:
    """An operation waits until ``fd`` is writable, at most until ``deadline`` (monotonic seconds).

    ``progress`` counts bytes so far: a descriptor that polls writable but takes nothing is
    asked again only after a pause.
    """

    fd: int
    deadline: float | None = None
    progress: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The call is not made; its result is ``value`` (-errno on failure).

    ``sigpipe``: raise it in the thread. ``stores``: (address, bytes) the call would have written.
    """

    value: int
    sigpipe: bool = False
    stores: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A signal ended a blocked call of which nothing was done: the kernel restarts it or says EINTR."""


Operation = Generator[Block, Wake, Answer | Interrupted]


@dataclass(frozen=True, slots=True)
class Continue:
    """The call runs natively."""


@dataclass(frozen=True, slots=True)
class ContinueAlone:
    """The call runs natively while the other users of the descriptor table are stopped."""


@dataclass(frozen=True, slots=True)
class ContinueToExit:
    """The call runs natively; ``then`` gets its result (-errno on failure) at the exit stop."""

    then: Callable[[int], "Action"]


@dataclass(frozen=True, slots=True)
class Perform:
    """The call is performed for the tracee."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class Kill:
    """The process cannot be mediated any more and dies; ``why`` is told to the user."""

    why: str


Action = Union[Answer, Continue, ContinueAlone, ContinueToExit, Perform, Kill]
