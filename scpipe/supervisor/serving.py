"""From a stop that a task has reported to what is done about it: each kind of stop has its method here."""

from __future__ import annotations

import contextlib
import time

from scpipe.linux import ptrace, stops
from scpipe.report.events import Exit
from scpipe.supervisor import delivery, enforce, wakeups
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.decisions import Decisions
from scpipe.supervisor.fastpath import FastPath
from scpipe.supervisor.following import Follower
from scpipe.supervisor.forwarding import Forwarder
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.inserted import give_signals_back, is_inserted
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.programs import Programs
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee import phase
from scpipe.tracee.task import Task

#: How long a busy sandbox may keep clocks, signals and a control channel waiting (seconds).
_LONGEST_UNSEEN = 0.05


class Handling:
    """Each kind of stop, and what is done about it; one that nobody understands ends its process.

    Every method lets the task go on, and raises TraceeGoneError.
    """

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking, lifetime: Lifetime) -> None:
        context, table, is_logged = sandbox.context, sandbox.table, sandbox.options.debug is not None
        self.decisions = Decisions(sandbox, inbox, blocking)
        self.follower = Follower()
        self.forwarder = Forwarder(sandbox.command, table, sandbox.options.taken)
        self._sandbox, self._table = sandbox, table
        self._inbox = inbox
        self._blocking = blocking
        self._lifetime = lifetime
        self._programs = Programs(sandbox.plan, context, table)
        self._fast = None if is_logged else FastPath(sandbox)

    def serve(self, task: Task, stop: stops.Stop) -> None:  # noqa: C901 - a line for each kind of stop
        """Serve a task for what it has reported."""
        match stop:
            case stops.SeccompStop():
                self.serve_trapped(task)
            case stops.SyscallStop():
                self.decisions.finish(task)
            case stops.ForkStop():
                self._on_fork(task, stop)
            case stops.VforkDoneStop():
                self._on_vfork_done(task)
            case stops.GroupStop():
                self._on_group_stop(task, stop)
            case stops.InterruptStop():
                self._on_interrupt(task)
            case stops.SignalStop():
                self._on_signal(task, stop)
            case stops.ExecStop():
                self._on_exec(task)
            case stops.ExitStop():
                self._on_exit(task)
            case stops.Exited() | stops.Killed():
                self._on_gone(task, stop)
            case stops.UnknownStop():
                self._sandbox.kill(task, f"a stop that is not understood: {stop}")
            case _:
                phase.assert_never(stop)

    def serve_trapped(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if there may be something else to do then than to go on.

        Most go the short way, if no log is to have every call.
        """
        enforce.check(task)
        self.follower.served(task)
        raw = ptrace.read_entry(task.tid)
        if type(task.phase) is phase.Arming and is_inserted(task, ptrace.as_entry(raw)):
            enforce.run_call(task, task.phase)
            return False
        if self._fast is not None and self._fast.serve(task, raw):
            return True
        self.decisions.decide(task, ptrace.as_entry(raw))
        return False

    def _on_fork(self, task: Task, stop: stops.ForkStop) -> None:
        """It has made a child, which may begin."""
        child = self._inbox.births.tell(task)
        if child:
            self._inbox.release(child)
        enforce.resume(task, to=phase.IN_VFORK if stop.event == stops.EVENT_VFORK else phase.RUNNING)

    def _on_vfork_done(self, task: Task) -> None:
        """It wakes: the child that had its memory has executed a program, or is dead."""
        enforce.resume(task)

    def _on_group_stop(self, task: Task, stop: stops.GroupStop) -> None:
        """Its process is stopped."""
        enforce.listen(task)
        self._blocking.let_stop(task.process)
        self.forwarder.follow_stop(task, stop.signal)

    def _on_interrupt(self, task: Task) -> None:
        """It has begun, or stopped because we asked it to, or been continued."""
        wakeups.after_interrupt(task)
        task.interrupt_pending = False
        enforce.resume(task)

    def _on_signal(self, task: Task, stop: stops.SignalStop) -> None:
        """It is to be delivered a signal."""
        give_signals_back(task)
        self.forwarder.signalled(task, stop.signal)
        wakeups.after_signal(task, stop.signal)
        enforce.resume(task, delivery.delivered(task, stop.signal))

    def _on_exec(self, task: Task) -> None:
        """A process has executed a program: all its threads but the one that did are dead, told of or not."""
        former = ptrace.event_message(task.tid, stops.EVENT_EXEC)
        for other in self._table.threads_of(task.process):
            self.decisions.let_go(other)
        executed = self._programs.executed(task, former)
        if executed is not None and executed is not task:
            self._inbox.queue(executed)
        if why := self._programs.begin(executed):
            self._sandbox.kill(task, why)

    def _on_exit(self, task: Task) -> None:
        """A task is about to end, and runs no code of its own any more."""
        if task.phase is not phase.STOPPED or self.decisions.creation_lock.current is not None:
            self.decisions.let_go(task)  # else it is in the middle of nothing
        if not isinstance(task.phase, phase.Gone):
            task.table.users.discard(task.tid)
            task.memory.users.discard(task.tid)
            phase.leave(task)
        enforce.resume(task, to=phase.EXITING)

    def _on_gone(self, task: Task, stop: stops.Exited | stops.Killed) -> None:
        """A task has ended, and its process with it if it is the leader."""
        for gone in self._table.remove(task):
            self.decisions.let_go(gone)
        if task.tid != task.process.pid:
            return
        self.forwarder.process_ended(task.tid)
        status = stop.status if isinstance(stop, stops.Exited) else -1
        number = stop.signal if isinstance(stop, stops.Killed) else -1
        context = self._sandbox.context
        ending = context.termination.ending
        context.emit(Exit(context.now(), task.tid, status, number))
        if task.tid == self._sandbox.command and ending.code is None:
            ending.code = status if number < 0 else -number
            self._lifetime.command_ended()


def is_current(task: Task, stop: stops.Stop) -> bool:
    """False if a stop is over: another thread has executed a program, or ended the process, meanwhile.

    Or the task is dead: then what has its number now is another one.
    """
    if isinstance(task.phase, phase.Gone) or isinstance(stop, stops.ENDS):
        return isinstance(stop, stops.ENDS)
    if len(task.process.threads) == 1:
        return True
    # Of a seccomp stop ptrace.read_entry() says the same, and is asked next.
    return isinstance(stop, stops.SeccompStop) or ptrace.is_at_stop(task.tid, stops.status_of(stop))


class CountedHandling(Handling):
    """The same for a run that is watched: stops at calls are counted, for who pays for it only."""

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking, lifetime: Lifetime) -> None:
        super().__init__(sandbox, inbox, blocking, lifetime)
        assert sandbox.options.counts is not None
        self._counts = sandbox.options.counts

    def serve_trapped(self, task: Task) -> bool:
        """See Handling.serve_trapped."""
        self._counts[0] += 1
        return super().serve_trapped(task)


class Serving:
    """Serves what the inbox has taken in, in its order, as long as nothing else is to be done."""

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking, lifetime: Lifetime) -> None:
        self._early = sandbox.table.early.stops
        self._debug = sandbox.options.debug
        self._inbox = inbox
        self._blocking = blocking
        self._termination = sandbox.context.termination
        kind = Handling if sandbox.options.counts is None else CountedHandling
        self.handling = kind(sandbox, inbox, blocking, lifetime)
        decisions = self.handling.decisions
        self._creation_lock, self._exclusive = decisions.creation_lock, decisions.exclusive
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
            return self.handling.serve_trapped(task) or self.is_quiet
        except ptrace.TraceeGoneError:
            self._blocking.forget(task)  # it died under us; waitpid tells of it next
            return False

    def serve_rest(self) -> bool:
        """Serve what has been taken in; False if something else is to be done now."""
        self.serve()
        return self.is_quiet and not self.is_overdue

    def serve_in_turn(self, task: Task, stop: stops.Stop) -> bool:
        """Serve a task whose turn it is; False if something else is to be done now."""
        self._serve_one(task, stop)
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
                self.handling.serve_trapped(maker)
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
                self.handling.serve(task, stop)
        except ptrace.TraceeGoneError:
            self._blocking.forget(task)  # it died under us; waitpid tells of it next
