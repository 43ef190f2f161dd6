"""Which refusals are alike: told once on stderr, counted from some number on in a report. Pure."""

from __future__ import annotations

from scpipe.record import Record, replace
from scpipe.report.events import Refusal, Repeated

#: So many refusals that repeat each other are told one by one.
TOLD_ONE_BY_ONE = 20
#: Of so many kinds the repetitions are counted at a time; the one that is longest ago is let go first.
MOST_COUNTED = 1024
_STEP = 10


class Group(Record):
    """What people take for one fault: the same program does the same thing to pairs of the same program."""

    writer: str
    maker: str
    syscall: str
    kind: str
    pattern: str
    enforced: bool


def group_of(refusal: Refusal) -> Group:
    """The group a refusal belongs to; programs by name, without their directory."""
    writer = refusal.exe.rpartition("/")[2]
    maker = refusal.pair.creator_exe.rpartition("/")[2]
    return Group(writer, maker, refusal.syscall, refusal.pair.kind, refusal.advice.pattern, refusal.enforced)


class _Count:
    """How often, when to tell it next, and the last one of those not told yet."""

    __slots__ = ("last", "next", "total", "untold")

    def __init__(self) -> None:
        self.total = 0
        self.untold = 0
        self.next = 100
        self.last: Refusal | None = None


class Folding:
    """Lets the first repetitions of a refusal through and counts the others.

    Of those a ``Repeated`` tells when there are 100, 1000, 10000 and so on in all, and at the end: a program
    that writes for ever what is refused makes a report of some lines.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[object, ...], _Count] = {}

    def take(self, refusal: Refusal) -> list[Refusal | Repeated]:
        """What is to be told now."""
        key = _repetition(refusal)
        count = self._counts.pop(key, None)
        let_go = self._make_room() if count is None else []
        count = self._counts[key] = count or _Count()  # at the end: the first is the longest ago
        count.total += 1
        if count.total <= TOLD_ONE_BY_ONE:
            return [*let_go, refusal]
        count.untold += 1
        count.last = refusal
        if count.total < count.next:
            return let_go
        count.next *= _STEP
        return [*let_go, *_told(count)]

    def rest(self) -> list[Refusal | Repeated]:
        """What has been counted and not told; call it at the end."""
        return [told for count in self._counts.values() for told in _told(count)]

    def _make_room(self) -> list[Refusal | Repeated]:
        if len(self._counts) < MOST_COUNTED:
            return []
        return _told(self._counts.pop(next(iter(self._counts))))


def _repetition(refusal: Refusal) -> tuple[object, ...]:
    """What makes one refusal the repetition of another; a reader's counts stay exact by the last three."""
    return (
        refusal.tid,
        refusal.pair.id,
        refusal.syscall,
        refusal.advice.pattern,
        refusal.enforced,
        refusal.other_reading,
        refusal.other_exact,
    )


def _told(count: _Count) -> list[Refusal | Repeated]:
    if count.last is None:
        return []
    told = Repeated(count.last.time, count.untold, count.total, replace(count.last, holders=()))
    count.untold, count.last = 0, None
    return [told]
