"""Stops that are no calls and no ends: births, signals, group-stops, and what we have asked for."""

from __future__ import annotations

from scpipe.linux import stops
from scpipe.supervisor import delivery, enforce, wakeups
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.forwarding import Forwarder
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.phase import IN_VFORK, RUNNING, assert_never
from scpipe.tracee.task import Task

Handled = stops.ForkStop | stops.VforkDoneStop | stops.GroupStop | stops.InterruptStop | stops.SignalStop


class Handling:
    """One method for each kind of stop; each lets the task go on, and raises TraceeGoneError."""

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking) -> None:
        self.forwarder = Forwarder(sandbox.command, sandbox.table)
        self._inbox = inbox
        self._blocking = blocking

    def serve(self, task: Task, stop: Handled) -> None:
        """Serve a task at its stop. Raises TraceeGoneError."""
        match stop:
            case stops.ForkStop():
                self._on_fork(task, stop)
            case stops.VforkDoneStop():
                enforce.resume(task)
            case stops.GroupStop():
                self._on_group_stop(task, stop)
            case stops.InterruptStop():
                self._on_interrupt(task)
            case stops.SignalStop():
                self._on_signal(task, stop)
            case _:
                assert_never(stop)

    def _on_fork(self, task: Task, stop: stops.ForkStop) -> None:
        """It has made a child, which may begin."""
        child = self._inbox.births.tell(task)
        if child:
            self._inbox.release(child)
        enforce.resume(task, to=IN_VFORK if stop.event == stops.EVENT_VFORK else RUNNING)

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
        self.forwarder.signalled(task, stop.signal)
        wakeups.after_signal(task, stop.signal)
        enforce.resume(task, delivery.delivered(task, stop.signal))
