"""Every sink gets every event, and the end comes once."""

from __future__ import annotations

import pytest

from scpipe.errors import ReportError
from scpipe.report.events import End, Event
from scpipe.report.sinks import Reporter

from .samples import created, refusal, start, unavailable


class Kept:
    """A sink that keeps what it gets."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def emit(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)


class Broken(Kept):
    """A sink that fails at every event."""

    def emit(self, event: Event) -> None:
        """Count the attempt, and fail."""
        super().emit(event)
        raise ReportError("the disk is full")


def test_fan_out_and_one_end() -> None:
    """All sinks see the same events; close() emits an end with the counts, once."""
    sinks = [Kept(), Kept()]
    reporter = Reporter(sinks)
    sent: list[Event] = [start(), created(), refusal(), refusal(enforced=False), unavailable()]
    for event in sent:
        reporter.emit(event)
    reporter.close("VIOLATION", 1)
    reporter.close("OK", 0)
    for sink in sinks:
        assert sink.events[:-1] == sent
        last = sink.events[-1]
        assert isinstance(last, End)
        assert (last.status, last.returncode) == ("VIOLATION", 1)
        assert (last.pairs, last.refused, last.would_refuse, last.unavailable) == (1, 1, 1, 1)
        assert last.needs == {"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "deny"}


def test_a_failed_sink_is_told_once_and_left_alone() -> None:
    """The error is raised after the others have had the event; the failed report gets no end."""
    broken, kept = Broken(), Kept()
    reporter = Reporter([broken, kept])
    with pytest.raises(ReportError, match="the disk is full"):
        reporter.emit(start())
    reporter.emit(created())
    reporter.close("OK", 0)
    assert len(broken.events) == 1
    assert [type(event).__name__ for event in kept.events] == ["Start", "PairCreated", "End"]


def test_close_fails_once() -> None:
    """A report that cannot take its end is an error, and closing again does nothing."""
    broken = Broken()
    reporter = Reporter([broken])
    with pytest.raises(ReportError):
        reporter.close("OK", 0)
    reporter.close("OK", 0)
    assert len(broken.events) == 1
