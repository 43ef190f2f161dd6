"""Who is told of a run, and who else may end it."""

from __future__ import annotations

from scpipe.handlers.reports import Reports
from scpipe.interface import Protocol
from scpipe.record import Record
from scpipe.report.sinks import Emitter, Reporter
from scpipe.spawn.start import Child
from scpipe.spawn.surroundings import explained
from scpipe.supervisor.holders import HolderFinder
from scpipe.supervisor.loop import Supervisor
from scpipe.tracee.table import TaskTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.backtrace.asking import Backtraces


class Watch(Record):
    """What is told of a run: ``holders`` costs a look into /proc for each event that names them.

    ``arguments``: those of programs, which cost one at each exec. ``backtraces``: of start_backtraces().
    """

    reporter: Reporter
    holders: bool = False
    show_data: int = 0
    arguments: bool = True
    backtraces: Backtraces | None = None

    def emitter(self) -> Emitter:
        """What passes a run's events on."""
        return Emitter(self.reporter)

    def reports(self, table: TaskTable) -> Reports:
        """What handlers tell, with the holders that the tasks of ``table`` are."""
        holders = HolderFinder(table) if self.holders else None
        if self.backtraces is not None:
            self.backtraces.begin()
        return Reports(holders, self.show_data, self.arguments, backtraces=self.backtraces)


def start_backtraces(*, wanted: bool) -> Backtraces | None:
    """What reads stacks, if that is asked for; loaded only then. Raises SetupError."""
    if not wanted:
        return None
    from scpipe.backtrace.asking import Backtraces

    with explained():
        return Backtraces()


class Control(Protocol):
    """Who else may end a run or signal its command."""

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """The command is ready and does not run yet. Raises SetupError: then it never will."""
