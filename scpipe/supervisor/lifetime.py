"""How long a sandbox lives: timeout, processes that outlive the command, the end of everything."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable

from scpipe.linux import process, ptrace
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.linux.stops import ForkStop, Stop
from scpipe.outcome import Ending, Status
from scpipe.report.escape import escape
from scpipe.supervisor.options import Options, Orphans
from scpipe.supervisor.watchdog import Watchdog
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: After this many seconds of waiting for orphans one line names them.
_ORPHAN_NOTICE = 5.0
#: How soon everything is killed once more (seconds).
_KILL_AGAIN = 0.02
#: How many of them that line names.
_NAMED = 5


class Lifetime:
    """Clocks of one run. Ask ``next_event`` how long to sleep, then call ``tick``."""

    def __init__(
        self, table: TaskTable, options: Options, ending: Ending, note: Callable[[str], None]
    ) -> None:
        self._table = table
        self._options = options
        self._ending = ending
        self._note = note
        self._timeout_at = None if options.timeout is None else time.monotonic() + options.timeout
        self._kill_at: float | None = None
        self._notice_at: float | None = None
        log = (lambda text: None) if options.debug is None else options.debug.line
        self._watchdog = Watchdog(table, note, log)
        self.killing = False

    def is_quiet(self) -> bool:
        """True if a stop that needs no decision need not be logged, and nothing is being killed."""
        return self._options.debug is None and not self.killing

    def next_event(self) -> float:
        """Seconds until tick() has something to do."""
        first = self._watchdog.next_look
        for at in (self._timeout_at, self._kill_at, self._notice_at):
            if at is not None and at < first:
                first = at
        left = max(0.0, first - time.monotonic())
        return min(left, _KILL_AGAIN) if self.killing else left

    def tick(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        if self.killing:
            self.kill_all()
        if self._timeout_at is not None and now >= self._timeout_at:
            self._timeout_at, self._kill_at = None, now + self._options.kill_after
            self._first_status(Status.TIMEOUT, "timeout")
            self._note(f"timeout after {self._options.timeout:g} s: SIGTERM to every process")
            self.signal_all(signal.SIGTERM)
            self.signal_all(signal.SIGCONT)
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = None
            if self._table.processes:
                after = f"{self._options.kill_after:g} s after SIGTERM"
                self._note(f"still there {after}: SIGKILL to {self._names()}")
            self.kill_all()
        if self._notice_at is not None and now >= self._notice_at:
            self._notice_at = None
            self._note(f"waiting for processes that outlive the command: {self._names()}")
        self._watchdog.look(now)

    def command_ended(self) -> None:
        """The command is gone; what else lives is an orphan."""
        if self._options.orphans is Orphans.KILL:
            self.kill_all()
        elif self._options.orphans is Orphans.DETACH:
            if self._table.processes or self._table.early.stops:
                self._options.leave(self._ending)
        else:
            self._notice_at = time.monotonic() + _ORPHAN_NOTICE

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

    def end(self, status: Status, detail: str) -> None:
        """Kill everything for a reason; the first reason is the one that is told."""
        self._first_status(status, detail)
        self.kill_all()

    def received(self, found: Received) -> None:
        """Look at a signal that has come for us: one says that our own CPU time is nearly used up.

        The kernel would kill us next, and with us everybody, without a word (supervision/own_process.py).
        """
        if found.number != signal.SIGPROF or found.code != SI_KERNEL:
            return
        self.end(
            Status.INTERNAL_ERROR,
            "the supervisor has used the CPU time that it may use itself (RLIMIT_CPU), so all was killed: "
            "raise the hard limit (ulimit -Ht)",
        )

    def _first_status(self, status: Status, detail: str) -> None:
        if self._ending.status is Status.OK:
            self._ending.status, self._ending.detail = status, detail

    def _names(self) -> str:
        named = [
            f"{escape(found.identity.path.rpartition('/')[2])}[{found.pid}]"
            for found in [*self._table.processes.values()][:_NAMED]
        ]
        more = len(self._table.processes) - len(named)
        return ", ".join(named) + (f" and {more} more" if more > 0 else "")
