"""A report file, read as far as it goes: lines that cannot be read are counted and left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from scpipe.errors import ReportError
from scpipe.record import Record
from scpipe.rendering.wellformed import check
from scpipe.report.events import Event
from scpipe.report.replay import from_record

#: Longer than any line that is written: 256 arguments of 4096 characters, six bytes each.
LONGEST_LINE = 8 << 20

#: How every line of a report begins, and what is said of one that does, and has no end.
_BEGINNING = b'{"event":'
CUT = "cut short"


class Line(Record):
    """A line of a report: an event, or None and what is wrong with it."""

    event: Event | None
    damage: str = ""


def read(file: IO[bytes]) -> Iterator[Line]:
    """The lines of a report that are not empty. Raises OSError."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            yield Line(None, damage=f"line {number}: longer than {LONGEST_LINE} bytes")
            _skip_line(file)
        elif line.strip():
            try:
                yield _event_of(line)
            except ReportError as error:
                yield Line(None, damage=f"line {number}: {error}")


def _event_of(line: bytes) -> Line:
    try:
        record = json.loads(line)
    except ValueError:
        raise ReportError(CUT if _is_cut(line) else "not JSON") from None
    except RecursionError:
        raise ReportError("nested too deep") from None
    if not isinstance(record, dict):
        raise ReportError("not an object")
    event = from_record(record)
    check(event)
    return Line(event)


def _is_cut(line: bytes) -> bool:
    """Whether this is how the last line of a report begins whose writer was stopped."""
    return not line.endswith(b"\n") and line[: len(_BEGINNING)] == _BEGINNING[: len(line)]


def _skip_line(file: IO[bytes]) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
