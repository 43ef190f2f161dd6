"""Events to several sinks, repetitions as counts, the tally beside them, and the one ``end``."""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.errors import ReportError
from scpipe.interface import Protocol
from scpipe.record import replace
from scpipe.report.events import End, Event, Refusal, Repeated
from scpipe.report.tally import Tally

#: So many refusals that repeat each other are told one by one.
TOLD_ONE_BY_ONE = 20
#: Of so many kinds the repetitions are counted at a time; the one that is longest ago is let go first.
MOST_COUNTED = 1024
_STEP = 10


class Sink(Protocol):
    """Where events go."""

    def emit(self, event: Event) -> None:
        """Take one event. Raises ReportError if it cannot be kept."""


class Reporter:
    """Fans events out. A sink that fails gets nothing more; the others get every event.

    Of refusals that repeat each other the first ones are events, the others are counted (``Folding``). The
    tally counts each of them at once.
    """

    def __init__(self, sinks: Iterable[Sink], tally: Tally | None = None) -> None:
        self.tally = tally or Tally()
        self.closed = False
        self._sinks = list(sinks)
        self._folding = Folding()
        self._failure: ReportError | None = None

    def emit(self, event: Event) -> None:
        """Hand one event to every sink. Raises the first ReportError, after all have had the event."""
        self.tally.note(event)
        self._tell(self._folding.take(event) if isinstance(event, Refusal) else [event])

    def _tell(self, events: Iterable[Event]) -> None:
        for event in events:
            for sink in tuple(self._sinks):
                try:
                    sink.emit(event)
                except ReportError as error:
                    self._sinks.remove(sink)  # a report with a gap must not look complete
                    self._failure = self._failure or error
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def part_with(self, sinks: Iterable[Sink], status: str, returncode: int) -> None:
        """Give some sinks their ``end`` now; the others go on; the next emit() tells of those that fail."""
        try:
            self._tell(self._folding.rest())
        except ReportError as error:
            self._failure = error
        for sink in sinks:
            if sink in self._sinks:
                self._sinks.remove(sink)
                sink.emit(end_of(self.tally, status, returncode, time.time()))

    def close(self, status: str, returncode: int) -> None:
        """Emit the ``end`` once; later calls do nothing. Raises ReportError as emit() does."""
        if self.closed:
            return
        self.closed = True
        self._tell([*self._folding.rest(), end_of(self.tally, status, returncode, time.time())])


class Emitter:
    """Events to the reporter. A report that fails in mid-run is told once; the protection goes on."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.failure: ReportError | None = None

    def begin(self, event: Event) -> None:
        """Pass the first event on. Raises ReportError: then nothing has to run."""
        self._reporter.emit(event)

    def __call__(self, event: Event) -> None:
        """Pass a later event on. It never raises; ``failure`` is the first that came."""
        try:
            self._reporter.emit(event)
        except ReportError as error:
            self.failure = self.failure or error


def end_of(tally: Tally, status: str, returncode: int, now: float) -> End:
    """The ``end`` event of a run with these counts."""
    return End(
        time=now,
        status=status,
        returncode=returncode,
        processes=tally.processes,
        pairs=tally.pairs,
        refused=tally.refused,
        would_refuse=tally.would_refuse,
        unavailable=tally.unavailable,
        needs=tally.needs(),
    )


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
    last = replace(count.last, holders=(), backtrace=(), creator_backtrace=())
    told = Repeated(count.last.time, count.untold, count.total, last)
    count.untold, count.last = 0, None
    return [told]
