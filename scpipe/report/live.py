"""What the live view is told: counts in shared memory, and short records that nobody waits for.

A record that finds no room is dropped, and counted as that; the counts themselves are always right.
"""

from __future__ import annotations

import json
import os

from scpipe.report.escape import escape
from scpipe.report.events import Event, Exec, Exit, Refusal, Repeated
from scpipe.report.tally import Tally

#: Places in the shared memory, of 64 bits each: calls that have stopped, processes that have ended, programs
#: that run, pairs made, refusals and what would be refused, records that were dropped, and whether the
#: terminal has the lines of the view now.
CALLS, ENDED, RUNNING, PAIRS, REFUSED, DROPPED, OPEN = range(7)
PLACES = 7
_LONGEST_NAME = 60
_LONGEST_LINE = 300


class LiveSink:
    """Sends records to a socket of packets that does not block; ``counts``: the shared memory, by place."""

    def __init__(self, fd: int, counts: memoryview, tally: Tally) -> None:
        self._fd = fd
        self._counts = counts
        self._tally = tally

    def emit(self, event: Event) -> None:
        """Tell of one event, as far as there is room."""
        tally, counts = self._tally, self._counts
        counts[ENDED], counts[RUNNING] = tally.processes - tally.running, tally.running
        counts[PAIRS], counts[REFUSED] = tally.pairs, tally.refused + tally.would_refuse
        record = brief(event)
        if record is None or self._fd < 0:
            return
        try:
            os.write(self._fd, json.dumps(record).encode())
        except BlockingIOError:
            counts[DROPPED] += 1
        except OSError:
            self._fd = -1  # nobody looks any more


def brief(event: Event) -> dict[str, object] | None:
    """What is shown of an event, escaped; None for what only counts."""
    if isinstance(event, Exec):
        return {"pid": event.pid, "begins": _name(event.exe)}
    if isinstance(event, Exit):
        return {"pid": event.pid, "begins": ""}
    if isinstance(event, Repeated):
        event = event.last
    if isinstance(event, Refusal):
        word = "refused" if event.enforced else "would be refused"
        where = f"{event.pair.kind} #{event.pair.id}" if event.pair.id else event.pair.kind
        line = f"{word}: {event.syscall}, {where}, by {_name(event.exe)}[{event.pid}]: {event.advice.pattern}"
        return {"refusal": escape(line, _LONGEST_LINE)}
    return None


def _name(exe: str) -> str:
    return escape(os.path.basename(exe) or "?", _LONGEST_NAME)
