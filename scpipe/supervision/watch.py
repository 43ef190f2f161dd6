"""Who is told of a run, and who else may end it."""

from __future__ import annotations

from scpipe.handlers.reports import Reports
from scpipe.interface import Protocol
from scpipe.record import Record
from scpipe.report.sinks import Emitter, Reporter
from scpipe.spawn.start import Child
from scpipe.supervisor.holders import HolderFinder
from scpipe.supervisor.loop import Supervisor
from scpipe.tracee.table import TaskTable


class Watch(Record):
    """What is told of a run: ``holders`` costs a look into /proc for each event that names them.

    ``arguments``: those of programs, which cost one at each exec.
    """

    reporter: Reporter
    holders: bool = False
    show_data: int = 0
    arguments: bool = True

    def emitter(self) -> Emitter:
        """What passes a run's events on."""
        return Emitter(self.reporter)

    def reports(self, table: TaskTable) -> Reports:
        """What handlers tell, with the holders that the tasks of ``table`` are."""
        return Reports(HolderFinder(table) if self.holders else None, self.show_data, self.arguments)


class Control(Protocol):
    """Who else may end a run or signal its command."""

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """The command is ready and does not run yet. Raises SetupError: then it never will."""
