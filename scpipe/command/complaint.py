"""What goes wrong, as one line on stderr and an exit status."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable

from scpipe.errors import ScpipeError
from scpipe.report.escape import escape


def complain(error: ScpipeError) -> int:
    """Say on stderr what is wrong, in one line; the exit status it means."""
    _say(str(error))
    return error.status


def status_of(act: Callable[[], int]) -> int:
    """What it returns; if it raises a ScpipeError, that one's status, with the line on stderr."""
    try:
        return act()
    except ScpipeError as error:
        return complain(error)


def warn(text: str) -> None:
    """Say on stderr what is doubtful, in one line."""
    _say(f"warning: {text}")


def tell(text: str) -> None:
    """Say something on stderr, in one line."""
    _say(text)


def _say(text: str) -> None:
    line = f"scpipe: {escape(text, 2000)}\n"
    with contextlib.suppress(OSError):  # without a stderr the status still tells
        os.write(2, line.encode("utf-8", "backslashreplace"))
