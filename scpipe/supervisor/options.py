"""How a run is to be watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from scpipe.record import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:  # it imports what must not be imported before a run begins (spawn/surroundings.py)
    from scpipe.outcome import Ending
    from scpipe.supervisor.debuglog import DebugLog


class Orphans(str, Enum):
    """What becomes of processes that outlive the command."""

    WAIT = "wait"
    KILL = "kill"
    DETACH = "detach"


class Trap(str, Enum):
    """Which writes are trapped: all, or only those to descriptors that name a restricted pair."""

    ALL = "all"
    ARMED = "armed"


#: What is said where something was asked for, and it makes no difference.
USELESS_TRAP = "trap has no effect: under this policy no write is trapped"


class Options(Record):
    """Limits of a run. ``timeout`` and ``kill_after`` in seconds; no timeout if None.

    ``debug``: where every stop is written down. ``leave`` is called when the command has ended and others
    live on that are to be detached. ``trap``: None where nothing was asked for. ``counts``: memory whose
    first place counts the stops at calls. ``taken``: signals that are not passed on, and what each calls.
    """

    timeout: float | None = None
    kill_after: float = 10.0
    orphans: Orphans = Orphans.WAIT
    debug: DebugLog | None = None
    leave: Callable[[Ending], None] = lambda ending: None
    trap: Trap | None = None
    counts: memoryview | None = None
    taken: Mapping[int, Callable[[], None]] = field(factory=dict)
