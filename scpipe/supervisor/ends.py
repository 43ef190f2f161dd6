"""What ends: programs by an exec, tasks, the command."""

from __future__ import annotations

from scpipe.linux import ptrace, stops
from scpipe.report.events import Exit
from scpipe.supervisor import enforce
from scpipe.supervisor.decisions import Decisions
from scpipe.supervisor.forwarding import Forwarder
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.programs import Programs
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee import phase
from scpipe.tracee.task import Task

End = stops.ExecStop | stops.ExitStop | stops.Exited | stops.Killed


class Ends:
    """One method for each kind of report."""

    def __init__(
        self, sandbox: Sandbox, inbox: Inbox, decisions: Decisions, lifetime: Lifetime, forwarder: Forwarder
    ) -> None:
        self._sandbox = sandbox
        self._table = sandbox.table
        self._inbox = inbox
        self._decisions = decisions
        self._lifetime = lifetime
        self._forwarder = forwarder
        self._programs = Programs(sandbox.plan, sandbox.context, sandbox.table)

    def serve(self, task: Task, stop: End) -> None:
        """Serve a task for what it has reported. Raises TraceeGoneError."""
        match stop:
            case stops.ExecStop():
                self._on_exec(task)
            case stops.ExitStop():
                self._on_exit(task)
            case stops.Exited() | stops.Killed():
                self._on_gone(task, stop)
            case _:
                phase.assert_never(stop)

    def _on_exec(self, task: Task) -> None:
        """A process has executed a program: all its threads but the one that did are dead, told of or not."""
        former = ptrace.event_message(task.tid, stops.EVENT_EXEC)
        for other in self._table.threads_of(task.process):
            self._decisions.let_go(other)
        executed = self._programs.executed(task, former)
        if executed is not None and executed is not task:
            self._inbox.queue(executed)
        if why := self._programs.begin(executed):
            self._sandbox.kill(task, why)

    def _on_exit(self, task: Task) -> None:
        """A task is about to end, and runs no code of its own any more. Raises TraceeGoneError."""
        self._decisions.let_go(task)
        if not isinstance(task.phase, phase.Gone):
            task.table.users.discard(task.tid)
            phase.leave(task)
        enforce.resume(task, to=phase.EXITING)

    def _on_gone(self, task: Task, stop: stops.Exited | stops.Killed) -> None:
        """A task has ended, and its process with it if it is the leader."""
        for gone in self._table.remove(task):
            self._decisions.let_go(gone)
        if task.tid != task.process.pid:
            return
        self._forwarder.process_ended(task.tid)
        status = stop.status if isinstance(stop, stops.Exited) else -1
        number = stop.signal if isinstance(stop, stops.Killed) else -1
        context = self._sandbox.context
        ending = context.termination.ending
        context.emit(Exit(context.now(), task.tid, status, number))
        if task.tid == self._sandbox.command and ending.code is None:
            ending.code = status if number < 0 else -number
            self._lifetime.command_ended()
