"""What reports tell besides what happens, and what they have told."""

from __future__ import annotations

from scpipe.interface import Protocol
from scpipe.policy.model import PairKind
from scpipe.record import Record, field
from scpipe.report.events import Advice, Event, Frame, Holder
from scpipe.tracee.task import Task

#: The advice on so many kinds of refusals is kept: a program chooses its messages, and so how many there are.
MOST_ADVISED = 256


class Holders(Protocol):
    """Finds who holds a pair, for reports only."""

    def __call__(self, kind: PairKind, inodes: tuple[int, ...], task: Task) -> tuple[Holder, ...]:
        """The descriptors that name the objects, the task's own first; not all, where they are many."""


class Emitter(Protocol):
    """Takes events."""

    def __call__(self, event: Event) -> None:
        """Take one event; never raises."""


class Backtraces(Protocol):
    """Finds where in a program a call is made, for reports only. None of it raises."""

    def of_refusal(self, task: Task, what: tuple[object, ...]) -> tuple[Frame, ...]:
        """The stack of a thread whose call is refused; empty if unknown, or ``what`` was told before."""

    def of_maker(self, task: Task, pair_id: int) -> tuple[Frame, ...]:
        """The stack of a thread that has made a pair, which is remembered; empty if none is known."""

    def made(self, pair_id: int) -> tuple[Frame, ...]:
        """Where a pair was made; empty if that is not known."""

    def take_notes(self) -> list[str]:
        """What the user should know about it, once."""


class KnownAdvice:
    """The advice on refusals that came before, by all that it depends on; of so many kinds, for a while."""

    def __init__(self, most: int = MOST_ADVISED) -> None:
        self._most = most
        self._known: dict[tuple[object, ...], Advice] = {}
        #: The advice that was kept for what is asked about; None if there is none (any more).
        self.get = self._known.get

    def keep(self, about: tuple[object, ...], advice: Advice) -> None:
        """Keep an advice, and no longer the one that was kept first if they are many."""
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[about] = advice


class Reports(Record, frozen=False):
    """What is told, and what has been.

    ``holders``: None if nobody will see them. ``show_data``: so many bytes of a refused message are told;
    ``arguments``: those of programs are, too. ``unavailable_seen``: what was told of once and is not told of
    again. ``kill_all`` is set by a violation under ``on-violation: kill``. ``backtraces``: None if nobody has
    asked for them. ``advice``: what was said of refusals like one that is to be told.
    """

    holders: Holders | None
    show_data: int = 0
    arguments: bool = True
    violations: int = 0
    kill_all: bool = False
    unavailable_seen: set[tuple[str, str]] = field(factory=set)
    backtraces: Backtraces | None = None
    advice: KnownAdvice = field(factory=KnownAdvice)
