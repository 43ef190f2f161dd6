"""The report as JSON Lines: one object a line, ASCII only, one write(2) a line, no payload."""

from __future__ import annotations

import errno
import json
import os

from scpipe.errors import ReportError
from scpipe.interface import Protocol
from scpipe.linux.named import open_named
from scpipe.report.escape import escape
from scpipe.report.events import Event
from scpipe.report.records import to_record
from scpipe.report.stream import write_all

#: Seconds a full pipe is waited for before the report counts as lost.
PATIENCE = 10.0


class HasFileno(Protocol):
    """Anything with a descriptor; a buffer above it is bypassed."""

    def fileno(self) -> int:
        """The descriptor to write to."""


class JsonLines:
    """A sink that writes each event as one line of JSON to a descriptor it does not own."""

    def __init__(self, target: int | HasFileno, *, name: str = "", patience: float = PATIENCE) -> None:
        self._fd = target if isinstance(target, int) else target.fileno()
        self._name = name or _name(target, self._fd)
        self._patience = patience

    @classmethod
    def create(cls, path: str, *, patience: float = PATIENCE) -> JsonLines:
        """Open ``path`` for writing and empty it. Raises ReportError. The descriptor is close-on-exec."""
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOCTTY
            fd = open_named(path, flags)
        except OSError as error:
            raise ReportError(f"cannot write the report {escape(path)}: {error.strerror}") from None
        return cls(fd, name=path, patience=patience)

    def emit(self, event: Event) -> None:
        """Write one event. Raises ReportError that names the target; the file then ends in that line."""
        written = write_all(self._fd, encode(event), self._patience)
        if written.error:
            raise ReportError(f"cannot write the report {escape(self._name)}: {self._why(written.error)}")

    def _why(self, code: int) -> str:
        if code == errno.ETIMEDOUT:
            return f"nobody read it for {self._patience:g} s"
        return os.strerror(code)


def encode(event: Event) -> bytes:
    """One line of ASCII that ends in a newline and holds no CI command.

    ``::`` and ``##`` can only stand inside JSON strings, where ``\\u003a`` and ``\\u0023`` mean the same.
    """
    line = json.dumps(to_record(event), separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return without_marks(line).encode("ascii") + b"\n"


def without_marks(encoded: str) -> str:
    """The same JSON without ``::`` and ``##``, which can only stand inside its strings."""
    return encoded.replace("::", ":\\u003a").replace("##", "#\\u0023")


def _name(target: int | HasFileno, fd: int) -> str:
    name = getattr(target, "name", fd)
    return name if isinstance(name, str) else f"descriptor {fd}"
