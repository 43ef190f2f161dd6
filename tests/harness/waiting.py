"""Waiting for what others do, with a deadline that no claim depends on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from .processes import PATIENCE


def wait_for(ready: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Poll until ``ready()`` is true; fails the test with ``what`` when the time is over."""
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def lines_of(log: Path) -> list[str]:
    """The lines of a file so far; none where there is no file yet."""
    return log.read_text().splitlines() if log.exists() else []


def await_line(log: Path, wanted: str, times: int = 1) -> list[str]:
    """The lines of a log once ``times`` of them begin with ``wanted``."""
    deadline = time.monotonic() + PATIENCE
    while sum(line.startswith(wanted) for line in lines_of(log)) < times:
        assert time.monotonic() < deadline, f"no {wanted!r} in {lines_of(log)}"
        time.sleep(0.02)
    return lines_of(log)
