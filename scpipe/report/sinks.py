"""Events to several sinks, the counts beside them, and the one ``end``."""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.errors import ReportError
from scpipe.interface import Protocol
from scpipe.report.alike import Folding
from scpipe.report.events import End, Event, Refusal
from scpipe.report.tally import Tally


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
