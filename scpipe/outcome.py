"""How a run ended, as its supervisor, its host and whoever tells of it say it."""

from __future__ import annotations

from enum import Enum

from scpipe.record import Record


class Status(str, Enum):
    """How a run ended; the first that applies wins."""

    OK = "OK"
    VIOLATION = "VIOLATION"
    SIGNALED = "SIGNALED"
    TIMEOUT = "TIMEOUT"
    SETUP_ERROR = "SETUP_ERROR"
    EXTERNAL_KILL = "EXTERNAL_KILL"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class Ending(Record, frozen=False):
    """The command's end. ``code``: its exit status, or minus the signal it died of; None while it lives."""

    code: int | None = None
    status: Status = Status.OK
    detail: str = ""
