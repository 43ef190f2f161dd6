"""Who is told of a run, and who else may end it."""

from __future__ import annotations

from scpipe.errors import ReportError
from scpipe.handlers.reports import Reports
from scpipe.interface import Protocol
from scpipe.record import Record
from scpipe.report.events import Event
from scpipe.report.sinks import Reporter
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

    def reports(self, table: TaskTable) -> Reports:
        """What handlers tell, with the holders that the tasks of ``table`` are."""
        return Reports(HolderFinder(table, wanted=self.holders), self.show_data, self.arguments)


class Control(Protocol):
    """Who else may end a run or signal its command."""

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """The command is ready and does not run yet. Raises SetupError: then it never will."""


class Emitter:
    """Events to the reporter. A report that fails in mid-run is told once; the protection goes on."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.failure: ReportError | None = None

    def begin(self, event: Event) -> None:
        """Pass the first event on. Raises ReportError: then nothing has to run."""
        self._reporter.emit(event)

    def __call__(self, event: Event) -> None:
        """Pass a later event on. It never raises; ``failure`` is the first that came."""
        try:
            self._reporter.emit(event)
        except ReportError as error:
            self.failure = self.failure or error
