"""What was asked for, on standard output: all of it, or an error."""

from __future__ import annotations

import errno
import os

from scpipe.errors import ReportError
from scpipe.report.stream import write_all

_STDOUT = 1
#: How long a full pipe is waited for (seconds).
_PATIENCE = 600.0


def put(text: str, what: str = "standard output") -> None:
    """Write a text. Raises ReportError, with ``what`` for what cannot be written.

    Whoever has closed a pipe has read enough.
    """
    written = write_all(_STDOUT, text.encode("utf-8", "backslashreplace"), _PATIENCE)
    if written.error not in (0, errno.EPIPE):
        raise ReportError(f"{what} cannot be written: {os.strerror(written.error)}")
