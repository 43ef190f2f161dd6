"""Signals sent to the supervisor reach the command; a terminal's reach it once."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Mapping

from scpipe.linux import process, ptrace, signals, terminal
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: Signals that are passed on.
FORWARDED = frozenset(
    {
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGQUIT,
        signal.SIGUSR1,
        signal.SIGUSR2,
        signal.SIGWINCH,
        signal.SIGCONT,
        signal.SIGTSTP,
    }
)

#: Everything the supervisor reads as a record; SIGTTOU is blocked so that it may write to the terminal.
BLOCKED = FORWARDED | {signal.SIGCHLD, signal.SIGTTOU, signal.SIGTTIN, signal.SIGPIPE, signal.SIGPROF}

#: Those of them that are read.
READ = BLOCKED - {signal.SIGTTOU, signal.SIGTTIN, signal.SIGPIPE}

_JOB_CONTROL = frozenset({signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})


#: A signal is read soon after it was sent; its sender may have ended meanwhile (seconds, processes).
_RECENT = 1.0
_MOST_ENDED = 256


def stop_as(number: int) -> None:
    """Stop this process by a job control signal; returns when it is continued.

    The kernel ignores the signal in an orphaned process group, where nobody could continue us. Sent while
    it is blocked, it is one with the terminal's that may wait already: one stop. A SIGCONT that comes
    meanwhile takes both back.
    """
    os.kill(os.getpid(), number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    signal.pthread_sigmask(signal.SIG_BLOCK, {number})


class Forwarder:
    """Passes signals on and follows the command's job control stops.

    ``taken``: signals that are not passed on, and what each calls instead.
    """

    def __init__(
        self, command: int, table: TaskTable, taken: Mapping[int, Callable[[], None]] | None = None
    ) -> None:
        self._command = command
        self._table = table
        self._taken = taken or {}
        self._resumed = False
        self._stops_itself = False
        self._ended: deque[tuple[int, float]] = deque(maxlen=_MOST_ENDED)

    def forward(self, received: Received) -> None:
        """Pass one signal on, unless its sender has reached the command already.

        A terminal signals the whole foreground group, which the command is in; such a signal
        says it comes from the kernel (SI_KERNEL). A command that made a group of its own would have led
        the one that the terminal means: then all of its group get it. A process of the sandbox means its
        group, and the command is in it, or its parent, and that is not the command.
        """
        number = received.number
        if number not in FORWARDED or self._is_inside(received.sender):
            return
        if number in self._taken:
            self._taken[number]()
            return
        if number == signal.SIGCONT and self._resumed:
            self._resumed = False
            return
        if self._command not in self._table.processes:
            for pid in [*self._table.processes]:  # the command is gone: its orphans are what is left
                process.send(pid, number)
        elif received.code != SI_KERNEL:
            process.send(self._command, number)
        elif (group := _group(self._command)) != os.getpgrp():
            self._send_to_group(group, number)

    def process_ended(self, pid: int) -> None:
        """A process of the sandbox is gone; what it has sent may still wait to be read."""
        self._ended.append((pid, time.monotonic()))

    def signalled(self, task: Task, number: int) -> None:
        """A task is about to be delivered a signal: note whether the command stops itself by SIGSTOP."""
        if number == signal.SIGSTOP and task.process.pid == self._command:
            sender = signals.sender(ptrace.signal_information(task.tid))
            self._stops_itself = sender == self._command

    def follow_stop(self, task: Task, number: int) -> None:
        """The command was stopped by job control: stop too, so that the caller's shell sees it.

        Not for the SIGSTOP of somebody else: who sends that to the command sends SIGCONT to the command,
        and a stopped supervisor would leave every other process of the sandbox waiting. Who stops itself,
        as a shell does to suspend itself, waits for its parent.
        """
        follows = number in _JOB_CONTROL or (number == signal.SIGSTOP and self._stops_itself)
        if task.tid != self._command or not follows:
            return
        with terminal.controlling() as fd:
            if fd is not None:  # else nobody there would continue us
                self._stop_along(number, _group(task.tid), fd)

    def _stop_along(self, number: int, group: int, fd: int) -> None:
        """Stop, and continue the command's group when we are continued.

        A group of its own that had the terminal gets it back from us, to whom the caller has given it.
        """
        own, front = os.getpgrp(), terminal.foreground(fd)
        if group != own and (group not in self._table.processes or front not in (own, group)):
            return  # in the background nobody waits for it
        stop_as(number)
        self._resumed = True
        if group == own:
            process.send(self._command, signal.SIGCONT)
            return
        if front == group and terminal.foreground(fd) == own:
            terminal.give(fd, group)
        self._send_to_group(group, signal.SIGCONT)

    def _send_to_group(self, group: int, number: int) -> None:
        """To its members in the sandbox: a program may have joined a group of its caller's."""
        for pid in [*self._table.processes]:
            if _group(pid) == group:
                process.send(pid, number)

    def _is_inside(self, sender: int) -> bool:
        latest = time.monotonic() - _RECENT
        return sender in self._table.processes or any(
            pid == sender and at > latest for pid, at in self._ended
        )


def _group(pid: int) -> int:
    """A process's group; 0 if the process is gone."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
