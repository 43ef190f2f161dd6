"""How long a sandbox lives: timeout, processes that outlive the command, the end of everything."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.outcome import Status
from scpipe.report.escape import escape
from scpipe.supervisor.options import Options, Orphans
from scpipe.supervisor.silence import Silence
from scpipe.supervisor.watchdog import Watchdog
from scpipe.tracee.table import TaskTable
from scpipe.tracee.termination import Termination

#: After this many seconds of waiting for orphans one line names them.
_ORPHAN_NOTICE = 5.0
#: How soon everything is killed once more (seconds).
_KILL_AGAIN = 0.02
#: How many of them that line names.
_NAMED = 5


class Lifetime:
    """Clocks of one run. Ask ``next_event`` how long to sleep, then call ``tick``.

    ``refusals``: how many calls were refused until now.
    """

    def __init__(
        self,
        table: TaskTable,
        options: Options,
        termination: Termination,
        note: Callable[[str], None],
        refusals: Callable[[], int] = lambda: 0,
    ) -> None:
        self._table = table
        self._options = options
        self._termination = termination
        self._note = note
        self._timeout_at = None if options.timeout is None else time.monotonic() + options.timeout
        self._kill_at: float | None = None
        self._notice_at: float | None = None
        log = (lambda text: None) if options.debug is None else options.debug.line
        self._watchdog = Watchdog(table, note, log)
        self._silence = Silence(table, refusals, note)

    def next_event(self) -> float:
        """Seconds until tick() has something to do."""
        first = min(self._watchdog.next_look, self._silence.next_look)
        for at in (self._timeout_at, self._kill_at, self._notice_at):
            if at is not None and at < first:
                first = at
        left = max(0.0, first - time.monotonic())
        return min(left, _KILL_AGAIN) if self._termination.killing else left

    def tick(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        if self._termination.killing:
            self._termination.kill_all()
        if self._timeout_at is not None and now >= self._timeout_at:
            self._timeout_at, self._kill_at = None, now + self._options.kill_after
            self._termination.note(Status.TIMEOUT, "timeout")
            self._note(f"timeout after {self._options.timeout:g} s: SIGTERM to every process")
            self._termination.signal_all(signal.SIGTERM)
            self._termination.signal_all(signal.SIGCONT)
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = None
            if self._table.processes:
                after = f"{self._options.kill_after:g} s after SIGTERM"
                self._note(f"still there {after}: SIGKILL to {self._names()}")
            self._termination.kill_all()
        if self._notice_at is not None and now >= self._notice_at:
            self._notice_at = None
            self._note(f"waiting for processes that outlive the command: {self._names()}")
        self._watchdog.look(now)
        self._silence.look(now)

    def command_ended(self) -> None:
        """The command is gone; what else lives is an orphan."""
        if self._options.orphans is Orphans.KILL:
            self._termination.kill_all()
        elif self._options.orphans is Orphans.DETACH:
            if self._table.processes or self._table.early.stops:
                self._options.leave(self._termination.ending)
        else:
            self._notice_at = time.monotonic() + _ORPHAN_NOTICE

    def received(self, found: Received) -> None:
        """Look at a signal that has come for us: one says that our own CPU time is nearly used up.

        The kernel would kill us next, and with us everybody, without a word (supervision/own_process.py).
        """
        if found.number != signal.SIGPROF or found.code != SI_KERNEL:
            return
        self._termination.end(
            Status.INTERNAL_ERROR,
            "the supervisor has used the CPU time that it may use itself (RLIMIT_CPU), so all was killed: "
            "raise the hard limit (ulimit -Ht)",
        )

    def _names(self) -> str:
        named = [
            f"{escape(found.identity.path.rpartition('/')[2])}[{found.pid}]"
            for found in [*self._table.processes.values()][:_NAMED]
        ]
        more = len(self._table.processes) - len(named)
        return ", ".join(named) + (f" and {more} more" if more > 0 else "")
