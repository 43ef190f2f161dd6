"""How a run is to be watched."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:  # it imports what must not be imported before a run begins (spawn/surroundings.py)
    from scpipe.outcome import Ending
    from scpipe.supervisor.debuglog import DebugLog


class Orphans(str, Enum):
    """What becomes of processes that outlive the command."""

    WAIT = "wait"
    KILL = "kill"
    DETACH = "detach"


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
