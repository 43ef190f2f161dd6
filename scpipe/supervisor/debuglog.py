"""The log of --debug: every stop and every decision, one line each, without payload."""

from __future__ import annotations

import os
import time

from scpipe.errors import ReportError
from scpipe.linux.named import open_named
from scpipe.linux.ptrace import SyscallEntry
from scpipe.linux.stops import Stop
from scpipe.report.escape import escape
from scpipe.report.stream import write_all
from scpipe.tracee.actions import Action, Answer, Kill
from scpipe.tracee.task import Task

#: Seconds a full pipe is waited for; after a line was lost it is not waited for until one gets through.
PATIENCE = 1.0


class DebugLog:
    """Lines of text to a descriptor: seconds since the start, pid, tid, what happened."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._began = time.monotonic()
        self._patience = PATIENCE

    @classmethod
    def create(cls, path: str) -> DebugLog:
        """Open a file and empty it. Raises ReportError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOCTTY
        try:
            return cls(open_named(path, flags))
        except OSError as error:
            raise ReportError(f"cannot write the debug log {escape(path)}: {error.strerror}") from None

    def line(self, text: str) -> None:
        """One line; one that cannot be written is lost."""
        line = f"{time.monotonic() - self._began:11.6f} {text}\n"
        written = write_all(self._fd, line.encode("ascii", "backslashreplace"), self._patience)
        self._patience = 0.0 if written.error else PATIENCE

    def stop(self, task: Task, stop: Stop) -> None:
        """A stop that is served."""
        self.line(f"{task.process.pid} {task.tid} {stop}")

    def call(self, task: Task, call: SyscallEntry, action: Action) -> None:
        """A trapped call and what was decided; arguments are numbers and addresses."""
        numbers = ", ".join(f"{value:#x}" for value in call.args)
        self.line(f"{task.process.pid} {task.tid} call {call.nr}({numbers}): {_words(action)}")


def _words(action: Action) -> str:
    if isinstance(action, Answer | Kill):
        return str(action)
    return type(action).__name__
