"""The one tree of scpipe's own errors; each knows the exit status it ends in.

Statuses follow env(1) and timeout(1): 125 scpipe itself failed, 126 the command was
found but cannot be executed, 127 it was not found.
"""

from __future__ import annotations

EXIT_VIOLATION = 120
EXIT_TIMEOUT = 124
EXIT_FAILURE = 125
EXIT_NOT_EXECUTABLE = 126
EXIT_NOT_FOUND = 127

#: The end of a line about something that the machine, or what is around scpipe, does not give.
DOCTOR = "; scpipe doctor tells what is missing"


class ScpipeError(Exception):
    """Something scpipe cannot do; ``str(error)`` is the one line a user sees."""

    status: int = EXIT_FAILURE


class UsageError(ScpipeError):
    """Arguments that contradict each other or name nothing scpipe knows."""


class PolicyError(ScpipeError):
    """A policy that cannot be accepted: where, what was found, what is allowed, a hint.

    ``line`` and ``column`` count from 1; 0 means the place is not known.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str = "",
        line: int = 0,
        column: int = 0,
        allowed: str = "",
        hint: str = "",
    ) -> None:
        self.message = message
        self.source = source
        self.line = line
        self.column = column
        self.allowed = allowed
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part)
        text = f"{place}: {self.message}" if place else self.message
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.hint:
            text += f" (hint: {self.hint})"
        return text


class ReportError(ScpipeError):
    """A report that cannot be written or read."""


class SetupError(ScpipeError):
    """The protection cannot be installed; nothing has run."""


class CommandNotExecutableError(ScpipeError, PermissionError):
    """The command was found but the kernel refuses to execute it.

    An OSError too, as from Popen; with ``errno`` and ``filename`` where the library raises it.
    """

    status = EXIT_NOT_EXECUTABLE


class CommandNotFoundError(ScpipeError, FileNotFoundError):
    """There is no such command. A FileNotFoundError too, as from Popen."""

    status = EXIT_NOT_FOUND


def describe_defect(error: BaseException) -> str:
    """An unexpected exception in one line: its type, what it says, and the file and line it came from."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else "?"
    return f"{type(error).__name__}: {error} ({where})"
