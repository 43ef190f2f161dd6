"""Events to several sinks, the counts beside them, and the one ``end``."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Protocol

from scpipe.errors import ReportError
from scpipe.report.events import End, Event
from scpipe.report.tally import Tally


class Sink(Protocol):
    """Where events go."""

    def emit(self, event: Event) -> None:
        """Take one event. Raises ReportError if it cannot be kept."""


class Reporter:
    """Fans events out. A sink that fails gets nothing more; the others get every event."""

    def __init__(self, sinks: Iterable[Sink], tally: Tally | None = None) -> None:
        self.tally = tally or Tally()
        self.closed = False
        self._sinks = list(sinks)

    def emit(self, event: Event) -> None:
        """Hand one event to every sink. Raises the first ReportError, after all have had the event."""
        self.tally.note(event)
        failure: ReportError | None = None
        for sink in tuple(self._sinks):
            try:
                sink.emit(event)
            except ReportError as error:
                self._sinks.remove(sink)  # a report with a gap must not look complete
                failure = failure or error
        if failure is not None:
            raise failure

    def part_with(self, sinks: Iterable[Sink], status: str, returncode: int) -> None:
        """Give some sinks their ``end`` now; the others go on. Raises ReportError as emit() does."""
        for sink in sinks:
            if sink in self._sinks:
                self._sinks.remove(sink)
                sink.emit(end_of(self.tally, status, returncode, time.time()))

    def close(self, status: str, returncode: int) -> None:
        """Emit the ``end`` once; later calls do nothing. Raises ReportError as emit() does."""
        if self.closed:
            return
        self.closed = True
        self.emit(end_of(self.tally, status, returncode, time.time()))


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
