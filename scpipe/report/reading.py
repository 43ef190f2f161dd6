"""A report file as numbered events, as far as it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scpipe.errors import ReportError
from scpipe.report.escape import escape
from scpipe.report.events import End, Event
from scpipe.report.replay import from_record

#: Longer than every line that is written (report/records.py cuts texts and lists), bytes.
LONGEST_LINE = 1 << 24


def begins_report(start: bytes) -> bool:
    """True if a file that begins so is a report: its first line is an object that names an event first."""
    return start.lstrip().replace(b" ", b"").startswith(b'{"event":')


class ReportFile:
    """The events of a file with the numbers of their lines, from 1. Each can be read once.

    A last line that is cut off or broken is the end of a report that was not finished: ``torn`` says so then.
    Any other that is no event is an error.
    """

    def __init__(self, path: str) -> None:
        self.torn = ""
        self.complete = False
        self._path = path

    def __iter__(self) -> Iterator[tuple[int, Event]]:
        """Raises ReportError, with the file and the line."""
        try:
            with open(self._path, "rb") as file:
                yield from self._events(iter(lambda: file.readline(LONGEST_LINE), b""))
        except (OSError, ValueError) as error:
            raise ReportError(f"cannot read {escape(self._path)}: {_why(error)}") from None

    def _events(self, lines: Iterator[bytes]) -> Iterator[tuple[int, Event]]:
        number, line = 0, next(lines, None)
        while line is not None:
            number, following = number + 1, next(lines, None)
            try:
                event = _event(line)
            except ReportError as error:
                if following is not None:
                    raise ReportError(f"{escape(self._path)}:{number}: {error}") from None
                self.torn = f"line {number} is cut off or broken ({error})"
                self.complete = False
                return
            self.complete = isinstance(event, End)
            yield number, event
            line = following


def _event(line: bytes) -> Event:
    if not line.endswith(b"\n"):
        raise ReportError("too long a line" if len(line) >= LONGEST_LINE else "it has no end")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ReportError("not a line of JSON") from None
    if not isinstance(record, dict):
        raise ReportError("not a JSON object")
    return from_record(record)


def _why(error: OSError | ValueError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
