"""Names, times and command lines of events as people read them; what came from programs is escaped."""

from __future__ import annotations

import time
from collections.abc import Sequence

from scpipe.report.escape import escape
from scpipe.report.wording import NOUNS

NAME_LIMIT = 60
TEXT_LIMIT = 1000
_COMMAND_LIMIT = 160
_MOST_ARGUMENTS = 40


def name_of(path: str) -> str:
    """A program's name without its directory."""
    return escape(path.rpartition("/")[2] or "?", NAME_LIMIT)


def command_line(words: Sequence[str], limit: int = _COMMAND_LIMIT) -> str:
    """A command line as people know it, escaped and cut; for reading, not for a shell."""
    return escape(" ".join(words[:_MOST_ARGUMENTS]), limit)


def noun_of(kind: str) -> str:
    """What a kind of pair is called."""
    return NOUNS.get(kind) or escape(kind, NAME_LIMIT)


def moment(seconds: float) -> str:
    """A time in UTC, to the millisecond. Raises what time.gmtime does for a number that is none."""
    whole = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))
    return f"{whole}.{int(seconds * 1000) % 1000:03d} UTC"
