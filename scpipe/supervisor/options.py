"""How a run is to be watched, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:  # it imports what must not be imported before a run begins (spawn/surroundings.py)
    from scpipe.supervisor.debuglog import DebugLog


class Orphans(str, Enum):
    """What becomes of processes that outlive the command."""

    WAIT = "wait"
    KILL = "kill"
    DETACH = "detach"


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


class Options(Record):
    """Limits of a run. ``timeout`` and ``kill_after`` in seconds; no timeout if None.

    ``debug``: where every stop is written down. ``leave`` is called when the command has ended and others
    live on that are to be detached.
    """

    timeout: float | None = None
    kill_after: float = 10.0
    orphans: Orphans = Orphans.WAIT
    debug: DebugLog | None = None
    leave: Callable[[Ending], None] = lambda ending: None
