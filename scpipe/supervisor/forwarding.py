"""Signals sent to the supervisor reach the command; a terminal's reach it once."""

from __future__ import annotations

import os
import signal

from scpipe.handlers.tracee import Task
from scpipe.linux import process
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.supervisor.tasks import TaskTable

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
BLOCKED = FORWARDED | {signal.SIGCHLD, signal.SIGTTOU, signal.SIGTTIN, signal.SIGPIPE}

_JOB_CONTROL = frozenset({signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError:
        return False
    return True


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
    """Passes signals on and follows the command's job control stops."""

    def __init__(self, command: int, table: TaskTable) -> None:
        self._command = command
        self._table = table
        self._resumed = False

    def forward(self, received: Received) -> None:
        """Pass one signal on, unless its sender has reached the command already.

        A terminal signals the whole foreground group, which the command is in; such a signal
        says it comes from the kernel (SI_KERNEL).
        """
        number = received.number
        if number not in FORWARDED:
            return
        if number == signal.SIGCONT and self._resumed:
            self._resumed = False
            return
        if self._command not in self._table.processes:
            for pid in [*self._table.processes]:  # the command is gone: its orphans are what is left
                process.send(pid, number)
        elif not (received.code == SI_KERNEL and self._shares_group()):
            process.send(self._command, number)

    def follow_stop(self, task: Task, number: int) -> None:
        """The command was stopped by job control: stop too, so that the caller's shell sees it.

        Not for SIGSTOP: who sends that to the command sends SIGCONT to the command, and a
        stopped supervisor would leave every other process of the sandbox waiting.
        """
        if task.tid != self._command or number not in _JOB_CONTROL or not self._shares_group():
            return
        if not _has_terminal():  # nobody there would continue us
            return
        stop_as(number)
        self._resumed = True
        process.send(self._command, signal.SIGCONT)

    def _shares_group(self) -> bool:
        try:
            return os.getpgid(self._command) == os.getpgrp()
        except ProcessLookupError:
            return False
