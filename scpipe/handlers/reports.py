"""What reports tell besides what happens, and what they have told."""

from __future__ import annotations

from scpipe.interface import Protocol
from scpipe.policy.model import PairKind
from scpipe.record import Record, field
from scpipe.report.events import Event, Holder
from scpipe.tracee.task import Task


class Holders(Protocol):
    """Finds who holds a pair, for reports only."""

    def __call__(self, kind: PairKind, inodes: tuple[int, ...], task: Task) -> tuple[Holder, ...]:
        """The descriptors that name the objects, the task's own first; not all, where they are many."""


class Emitter(Protocol):
    """Takes events."""

    def __call__(self, event: Event) -> None:
        """Take one event; never raises."""


class Reports(Record, frozen=False):
    """What is told, and what has been.

    ``holders``: None if nobody will see them. ``show_data``: so many bytes of a refused message are told;
    ``arguments``: those of programs are, too. ``unavailable_seen``: what was told of once and is not told of
    again. ``kill_all`` is set by a violation under ``on-violation: kill``.
    """

    holders: Holders | None
    show_data: int = 0
    arguments: bool = True
    violations: int = 0
    kill_all: bool = False
    unavailable_seen: set[tuple[str, str]] = field(factory=set)
