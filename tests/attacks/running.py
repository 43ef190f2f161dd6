"""Running one attack: with a deadline, and without leaving a process behind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.processes import MARKER, PATIENCE, Leftover, Traces, end_all
from harness.running import OverdueError, communicate
from outcomes import THROUGH

PROJECT = Path(__file__).parents[2]
#: A race may be lost now and then where nobody hinders it: it is tried so often.
TRIES = 5
LEFT_BEHIND_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. ``word``: the first word of its last line, or "status N" without one; "hangs".

    ``output``: all that it wrote to its standard output.
    """

    word: str
    line: str
    errors: str
    left: Sequence[Leftover]
    output: str = ""


def run(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    seconds: float = PATIENCE,
    *,
    while_it_tells: bool = False,
    grace: float = LEFT_BEHIND_SECONDS,
) -> Ended:
    """Run a command to its end, or to the deadline; what lives ``grace`` seconds later is killed.

    ``while_it_tells``: the deadline is one for something new on its standard output.
    """
    mark = uuid.uuid4().hex
    kept = {"PATH": os.environ.get("PATH", os.defpath), "HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**kept, **(environment or {}), MARKER: mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        traces = Traces(mark, frozenset({process.pid}))
        try:
            output, errors = communicate(process, None, seconds, traces, while_it_tells=while_it_tells)
        except OverdueError as overdue:
            return Ended("hangs", f"no end within {seconds} s", overdue.err, (), overdue.out)
    left = end_all(traces, grace)
    line = (output.splitlines() or [f"status {process.returncode}"])[-1]
    return Ended(line.partition(":")[0], line, errors, left, output)


def until_through(attempt: Callable[[], Ended], first: Ended | None = None) -> Ended:
    """Try an attack that nobody hinders until it gets through, TRIES times at the most: how the last ended.

    ``first``: a try that was made already. What lacks something would lack it again.
    """
    ended = first or attempt()
    for _ in range(TRIES - 1):
        if ended.word in (THROUGH, "lacks"):
            break
        ended = attempt()
    return ended


@contextlib.contextmanager
def victim(program: Path, user: int | None) -> Iterator[int]:
    """A process outside the sandbox, of the attacker's user; yields its pid."""
    with subprocess.Popen(
        [program, str(os.getpid())],
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        stdin=subprocess.DEVNULL,
    ) as process:
        try:
            yield process.pid
        finally:
            process.kill()
            process.wait(LEFT_BEHIND_SECONDS)
