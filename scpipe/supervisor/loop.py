"""Wait, classify, decide, act: until no task of the sandbox is left."""

from __future__ import annotations

import time
from collections.abc import Callable

from scpipe.outcome import Ending, Status
from scpipe.supervisor.adoption import Adoption
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.busy import BusyLoop
from scpipe.supervisor.collector import Collector
from scpipe.supervisor.forwarding import READ
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.poller import Poller
from scpipe.supervisor.sandbox import Sandbox
from scpipe.supervisor.serving import Serving
from scpipe.supervisor.signalwatch import SignalWatch

#: How long poll may sleep while a child waits for its parent to tell of it (seconds).
_BIRTH_LOOK = 0.05


class Supervisor:
    """One sandbox, from the command's first exec to the end of its last task.

    All ptrace calls are made by the thread that calls ``run``.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        context, table = sandbox.context, sandbox.table
        self._termination = context.termination
        self.ending = self._termination.ending
        self._table = table
        self._inbox = Inbox(table)
        self._poller = Poller()
        self._blocking = Blocking(table, self._poller, sandbox.warn)
        options, refusals = sandbox.options, sandbox.refusals
        self._lifetime = Lifetime(table, options, self._termination, sandbox.warn, refusals)
        self._serving = Serving(sandbox, self._inbox, self._blocking, self._lifetime)
        self._exclusive = self._serving.handling.decisions.exclusive
        self._busy = BusyLoop(table, self._inbox, self._serving, context.timer)
        originals = context.pairs.originals
        self._collector = Collector(context.policy, context.ledger, originals, table, self._inbox)
        self._adoption = Adoption(table, self._inbox)

    def watch(self, fd: int, serve: Callable[[], None]) -> None:
        """Call ``serve`` when a descriptor of ours is readable."""
        self._poller.watch(fd, serve)

    def end(self, status: Status, detail: str) -> None:
        """Kill everything in the sandbox."""
        self._termination.end(status, detail)

    @property
    def processes(self) -> int:
        """How many processes of the sandbox live, as far as is known."""
        return len(self._table.processes) + len(self._table.early.stops)

    def run(self, signal_fd: int) -> Ending:
        """Serve stops until nothing is left. ``signal_fd``: where signals for us can be read.

        Whatever goes wrong in here, everything in the sandbox is killed first.
        """
        forwarder = self._serving.handling.forwarder
        signals = SignalWatch(signal_fd, READ, self._lifetime.received, forwarder.forward)
        self._poller.watch_signals(signals)
        try:
            while self._turn():
                pass
            return self.ending
        except BaseException:
            self._termination.kill_all()
            raise
        finally:
            self._busy.rest()  # an interpreter that ends gives handlers up before its timers

    def _turn(self) -> bool:
        """Serve what is there, or sleep. False when everything is over."""
        self._collector.sweep_if_crowded()
        self._serving.handling.decisions.advance()
        quiet = self._serving.is_quiet
        if quiet:
            self._busy.run()
        left = self._inbox.fill()
        if self._serving.serve():
            if self._serving.is_overdue:
                self._sleep(0.0)
            return True
        if not left or self._inbox.is_over():
            return False
        self._sleep(0.0 if quiet and self._busy.is_busy else None)
        return True

    def _sleep(self, longest: float | None) -> None:
        """Sleep until something is to be done (seconds), and look at everything that is no report."""
        before = time.monotonic()
        follower = self._serving.handling.follower
        if longest is None and self._busy.rest():
            follower.let_go()
        timeout = self._lifetime.next_event() if longest is None else longest
        memory_is_still = self._exclusive.forbids_operations
        if self._table.early.stops or not self._table.tasks:
            timeout = min(timeout, _BIRTH_LOOK)
            if not self._exclusive.forbids_births:  # a child that is taken in begins to run
                self._adoption.look()
        timeout = 0.0 if self._inbox.has_unserved else min(timeout, self._exclusive.next_look)
        self._blocking.wait(timeout, only_own=memory_is_still)
        follower.slept(self._serving.slept() - before)
        self._lifetime.tick()
