"""Serving one report after another while nothing else is to be done.

The next report is waited for in waitpid itself, which costs a third of poll, read and waitpid. What else the
supervisor waits for (signals, a control channel, clocks) cannot end that wait: a timer does.
"""

from __future__ import annotations

import time

from scpipe.linux import stops, wait
from scpipe.linux.timers import Interrupter
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.serving import Serving
from scpipe.tracee.phase import RUNNING
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long clocks, signals and a control channel are not looked at (nanoseconds).
PERIOD = 20_000_000
#: After so many reports others are looked for: the kernel names the task that it has known longest first.
_FAIR = 16
#: So many are served at the most before everything else is looked at.
_MOST = 512
#: The tasks report all the time if so many came within a period.
_MANY = 32


class BusyLoop:
    """Takes reports in and has them served, as long as that is all there is to do."""

    def __init__(self, table: TaskTable, inbox: Inbox, serving: Serving, timer: Interrupter) -> None:
        self._table = table
        self._early = table.early.stops
        self._inbox = inbox
        self._births = inbox.births
        self._serving = serving
        self._timer = timer
        self._served = 0
        self._since = time.monotonic()

    @property
    def is_busy(self) -> bool:
        """True while reports are waited for in waitpid."""
        return self._timer.is_on

    def rest(self) -> bool:
        """The supervisor is going to sleep by other means. True if it was busy."""
        was_busy = self._timer.is_on
        self._timer.stop()
        return was_busy

    def run(self) -> None:
        """Serve reports; return when there are none, or when something else is to be done.

        To be called when nothing that was taken in is unserved.
        """
        self._serve_all()
        if self._timer.is_on or self._served < _MANY:
            return
        now = time.monotonic()
        if now - self._since < PERIOD / 1e9:
            self._timer.start()
        self._served, self._since = 0, now

    def _serve_all(self) -> None:
        sleeps = self._timer.is_on
        for count in range(_MOST):
            if count % _FAIR == _FAIR - 1:
                self._inbox.fill()
                if self._inbox.has_unserved and not self._serving.serve_rest():
                    return
            try:
                report = wait.sleep_for_any() if sleeps else wait.poll_any()
            except ChildProcessError:
                return
            if report is None:
                if sleeps:
                    self._interrupted()
                return
            if not self._take(*report):
                return

    def _interrupted(self) -> None:
        """A period is over: if nothing came in it, the next report is waited for in poll."""
        if not self._served:
            self._timer.stop()
        self._served, self._since = 0, time.monotonic()

    def _take(self, tid: int, status: int) -> bool:
        """Serve one report; False if there is something else to do now."""
        task = self._table.tasks.get(tid)
        self._served += 1
        lone = task is not None and task.phase is RUNNING and tid not in self._early
        if task is None or not lone or task.pending or task.hold is not None:
            self._inbox.put(tid, stops.classify(status))
            return self._serving.serve_rest()
        if status == stops.SECCOMP_STATUS:
            self._births.note_report(task)
            return self._serving.serve_at_once(task)
        return self._take_exit(task, status)

    def _take_exit(self, task: Task, status: int) -> bool:
        """Serve a task that runs; for an exit event without a detour, as nothing that came before waits."""
        stop = stops.classify(status)
        if not isinstance(stop, stops.ExitStop) or self._births.owner(task.tid, stop) is not task:
            self._inbox.put(task.tid, stop)
            return self._serving.serve_rest()
        self._births.note_report(task)
        return self._serving.serve_in_turn(task, stop)
