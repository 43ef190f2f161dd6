"""Killing everything in a sandbox, and why."""

from __future__ import annotations

import contextlib
import signal

from scpipe.linux import process, ptrace
from scpipe.linux.stops import ForkStop, Stop
from scpipe.outcome import Ending, Status
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


class Termination:
    """Ends a sandbox; ``killing`` is true from then on, and the first reason is the one that is told.

    Without a table there is nobody to kill yet.
    """

    def __init__(self, table: TaskTable | None = None) -> None:
        self.killing = False
        self.ending = Ending()
        self._table = TaskTable() if table is None else table

    def end(self, status: Status, detail: str) -> None:
        """Kill everything for a reason."""
        self.note(status, detail)
        self.kill_all()

    def end_for_violation(self) -> None:
        """Kill everything before the call that has broken the rule is answered, so that nothing more runs."""
        self.end(Status.VIOLATION, "killed on the first violation")

    def note(self, status: Status, detail: str) -> None:
        """Note why a run ends."""
        if self.ending.status is Status.OK:
            self.ending.status, self.ending.detail = status, detail

    def signal_all(self, number: int) -> None:
        """Send a signal to every process of the sandbox."""
        for pid in [*self._table.processes]:
            process.send(pid, number)

    def kill_all(self) -> None:
        """SIGKILL to everything in the sandbox, children we have not heard of included.

        A child that is being made at this moment is in no table yet: from now on everything that
        stops is killed (``killing``), and what is known is killed again until nothing is left.
        """
        self.killing = True
        self.signal_all(signal.SIGKILL)
        for tid in [*self._table.early.stops]:
            process.send(tid, signal.SIGKILL)

    def kill_on_sight(self, task: Task, stop: Stop) -> None:
        """Everything is being killed: nothing is resumed, and a child just made dies with its parent."""
        with contextlib.suppress(ptrace.TraceeGoneError):
            if isinstance(stop, ForkStop):
                process.send(ptrace.event_message(task.tid, stop.event), signal.SIGKILL)
        process.send(task.process.pid, signal.SIGKILL)
