"""Waiting for a command's end, with a deadline after which nothing of it lives."""

from __future__ import annotations

import subprocess
from typing import AnyStr, Generic

from .processes import PATIENCE, Traces, end_all


class OverdueError(Exception, Generic[AnyStr]):
    """A command did not end in time; ``out`` and ``err``: what it had written."""

    def __init__(self, out: AnyStr, err: AnyStr) -> None:
        super().__init__(out, err)
        self.out, self.err = out, err


def communicate(
    process: subprocess.Popen[AnyStr],
    given: AnyStr | None,
    seconds: float,
    traces: Traces,
    *,
    while_it_tells: bool = False,
) -> tuple[AnyStr, AnyStr]:
    """A command's output and errors at its end. Raises OverdueError after that time; then it is killed.

    ``traces``: how what it started is recognised. Everybody who holds the pipes has to go first: their end is
    waited for. ``while_it_tells``: the time begins anew as long as something new is in its output.
    """
    told = 0
    while True:
        try:
            return process.communicate(given, seconds)
        except subprocess.TimeoutExpired as overdue:
            before, told = told, len(overdue.output or b"")
            if not while_it_tells or told == before:
                break
    end_all(traces, grace=0)
    process.kill()
    raise OverdueError(*process.communicate(timeout=PATIENCE)) from None
