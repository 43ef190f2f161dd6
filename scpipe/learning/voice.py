"""What is said on stderr while a command is learnt from: warnings, not what would have been refused."""

from __future__ import annotations

from scpipe.report.events import Event, Note, Start
from scpipe.report.sinks import Reporter, Sink
from scpipe.report.text import TextReporter


class Voice:
    """A sink that says what is no verdict."""

    def __init__(self, fd: int) -> None:
        self._text = TextReporter(fd)

    def emit(self, event: Event) -> None:
        """Say a warning."""
        if isinstance(event, (Note, Start)):
            self._text.emit(event)


def reporter_to(sink: Sink, fd: int) -> Reporter:
    """What passes a run's events to a sink, and warnings to a descriptor."""
    return Reporter([sink, Voice(fd)])
