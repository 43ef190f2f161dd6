"""From a stop that a task has reported to whoever serves it."""

from __future__ import annotations

import contextlib
import time

from scpipe.linux import ptrace, stops
from scpipe.supervisor import enforce
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.decisions import Decisions
from scpipe.supervisor.ends import Ends
from scpipe.supervisor.fastpath import FastPath
from scpipe.supervisor.following import Follower
from scpipe.supervisor.handling import Handling
from scpipe.supervisor.inbox import Inbox, is_current
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.phase import assert_never
from scpipe.tracee.task import Task

#: How long a busy sandbox may keep clocks, signals and a control channel waiting (seconds).
_LONGEST_UNSEEN = 0.05


class Serving:
    """Serves what the inbox has taken in, in its order; a stop that nobody understands ends its process."""

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking, lifetime: Lifetime) -> None:
        self._sandbox = sandbox
        self._early = sandbox.table.early.stops
        self._debug = sandbox.options.debug
        self._inbox = inbox
        self._blocking = blocking
        self._termination = sandbox.context.termination
        self.decisions = Decisions(sandbox, inbox, blocking, lifetime)
        self._creation_lock, self._exclusive = self.decisions.creation_lock, self.decisions.exclusive
        self.follower = Follower()
        is_logged = self._debug is not None
        self._fast = None if is_logged else FastPath(sandbox.context, sandbox.plan)
        self.handling = Handling(sandbox, inbox, blocking)
        self._ends = Ends(sandbox, inbox, self.decisions, lifetime, self.handling.forwarder)
        self._slept_at = time.monotonic()

    @property
    def is_quiet(self) -> bool:
        """True if nothing is to be done but to serve what is reported next."""
        waiting = self._inbox.has_unserved or self._early or self._creation_lock.has_called
        return self._blocking.is_idle and not (
            waiting or self._exclusive.pending or self._termination.killing or self._debug is not None
        )

    @property
    def is_overdue(self) -> bool:
        """True if clocks, signals and a control channel have waited for too long."""
        return time.monotonic() - self._slept_at > _LONGEST_UNSEEN

    def slept(self) -> float:
        """The supervisor has looked at all that; when (seconds, monotonic)."""
        self._slept_at = time.monotonic()
        return self._slept_at

    def serve_at_once(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if something else is to be done now."""
        try:
            return self.serve_trapped(task) or self.is_quiet
        except ptrace.TraceeGoneError:
            self._blocking.forget(task)  # it died under us; waitpid tells of it next
            return False

    def serve_trapped(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if there may be something else to do then than to go on.

        Most go the short way, if no log is to have every call. Raises TraceeGoneError.
        """
        enforce.check(task)
        self.follower.served(task)
        raw = ptrace.read_entry(task.tid)
        if self._fast is not None and self._fast.serve(task, raw):
            return True
        self.decisions.decide(task, ptrace.as_entry(raw))
        return False

    def serve_rest(self) -> bool:
        """Serve what has been taken in; False if something else is to be done now."""
        self.serve()
        return self.is_quiet and not self.is_overdue

    def serve(self) -> bool:
        """Serve what has been taken in, unless that takes too long. False if there was nothing."""
        served = False
        while self._serve_next():  # can bring in more, without end
            served = True
            if self.is_overdue:
                break
        return served

    def _serve_next(self) -> bool:
        if self._creation_lock.has_called and (maker := self._creation_lock.take_called()) is not None:
            with contextlib.suppress(ptrace.TraceeGoneError):
                self.serve_trapped(maker)
        elif (report := self._inbox.take()) is not None:
            self._serve_one(*report)
        else:
            return False
        return True

    def _serve_one(self, task: Task, stop: stops.Stop) -> None:
        if self._termination.killing and not isinstance(stop, (*stops.ENDS, stops.ExitStop)):
            self._termination.kill_on_sight(task, stop)
            return
        if self._debug is not None:
            self._debug.stop(task, stop)
        try:
            if is_current(task, stop):  # if not: what the task is at now is reported next
                self._hand_on(task, stop)
        except ptrace.TraceeGoneError:
            self._blocking.forget(task)  # it died under us; waitpid tells of it next

    def _hand_on(self, task: Task, stop: stops.Stop) -> None:
        match stop:
            case stops.SeccompStop():
                self.serve_trapped(task)
            case stops.SyscallStop():
                self.decisions.finish(task)
            case (
                stops.ForkStop()
                | stops.VforkDoneStop()
                | stops.GroupStop()
                | stops.InterruptStop()
                | stops.SignalStop()
            ):
                self.handling.serve(task, stop)
            case stops.ExecStop() | stops.ExitStop() | stops.Exited() | stops.Killed():
                self._ends.serve(task, stop)
            case stops.UnknownStop():
                self._sandbox.kill(task, f"a stop that is not understood: {stop}")
            case _:
                assert_never(stop)
