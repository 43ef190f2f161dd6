"""Inside GitHub Actions: refusals become annotations, the step's summary gets a table.

A workflow command is a line ``::error title=...::message`` on stdout or stderr. Whatever comes from
a tracee is escaped first, so it can add neither a command nor a property of its own.
"""

from __future__ import annotations

import contextlib
import os

from scpipe.report.events import End, Event, Refusal
from scpipe.report.markdown import SummaryTable
from scpipe.report.stream import write_all
from scpipe.report.text import refusal_line

#: GitHub shows ten annotations of a kind for each step.
MOST_ANNOTATIONS = 10
_PATIENCE = 1.0


class GitHub:
    """A sink that never raises: a job must not fail because its decoration could not be written.

    ``summary`` is the path in GITHUB_STEP_SUMMARY, "" for no summary. ``stream_fd`` takes annotations.
    """

    def __init__(self, stream_fd: int, summary: str) -> None:
        self._fd = stream_fd
        self._summary = summary
        self._table = SummaryTable()
        self._annotated: set[tuple[int, str, str]] = set()

    def emit(self, event: Event) -> None:
        """Annotate the first refusal of each pair; write the summary at the end."""
        self._table.note(event)
        if isinstance(event, Refusal):
            self._annotate(event)
        elif isinstance(event, End) and self._summary:
            with contextlib.suppress(OSError):
                self._append(self._table.render())

    def _annotate(self, event: Refusal) -> None:
        key = (event.pair.id, event.pair.kind, event.exe if event.fd < 0 else "")
        if key in self._annotated or len(self._annotated) >= MOST_ANNOTATIONS:
            return
        self._annotated.add(key)
        level = "error" if event.enforced else "warning"
        text = refusal_line(event).removeprefix("scpipe: ").replace("%", "%25")
        command = f"::{level} title=scpipe::{text}\n"
        write_all(self._fd, command.encode("utf-8", "backslashreplace"), _PATIENCE)

    def _append(self, text: str) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
        fd = os.open(self._summary, flags, 0o644)
        try:
            write_all(fd, text.encode("utf-8", "backslashreplace"), _PATIENCE)
        finally:
            os.close(fd)
