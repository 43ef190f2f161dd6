"""A moment of a run, in words for people. Pure."""

from __future__ import annotations

from scpipe.rendering.programs import name_of
from scpipe.rendering.runs import Moment
from scpipe.rendering.words import why
from scpipe.report.events import End, Note, Refusal, Start, Unavailable


def told(moment: Moment) -> str:
    """One sentence."""
    event = moment.event
    if isinstance(event, Start):
        return f"scpipe {event.version} starts {' '.join(event.command)}"
    if isinstance(event, Refusal):
        verb = "refused" if event.enforced else "would be refused"
        where = f" to {event.pair.kind} #{event.pair.id}" if event.pair.id else ""
        return f"{verb}: {event.syscall} by {name_of(event.exe)}[{event.pid}]{where}: {why(event)}"
    if isinstance(event, Unavailable):
        return f"not available: {event.syscall} for {name_of(event.exe)}[{event.pid}]: {event.reason}"
    if isinstance(event, Note):
        return f"{event.level}: {event.text}"
    return f"the end: {event.status}" if isinstance(event, End) else ""
