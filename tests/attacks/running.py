"""Running one attack: with a deadline, and without leaving a process behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outcomes import THROUGH

PROJECT = Path(__file__).parents[2]
DEADLINE_SECONDS = 300.0
#: A race may be lost now and then where nobody hinders it: it is tried so often.
TRIES = 5
_LEFT_BEHIND_SECONDS = 60.0
_MARK = "SCPIPE_ATTACK_RUN"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. ``word``: the first word of its last line, or "status N" without one; "hangs".

    ``output``: all that it wrote to its standard output.
    """

    word: str
    line: str
    errors: str
    left: Sequence[int]
    output: str = ""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ended:
    """Run a command to its end, or to the deadline; whatever it leaves behind is killed."""
    mark = uuid.uuid4().hex
    kept = {"PATH": os.environ.get("PATH", os.defpath), "HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**kept, **(environment or {}), _MARK: mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            _await_end(mark, 0.0)
            process.kill()
            process.communicate(timeout=DEADLINE_SECONDS)
            return Ended("hangs", f"no end within {DEADLINE_SECONDS} s", "", ())
    left = _await_end(mark, _LEFT_BEHIND_SECONDS)
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
            process.wait(_LEFT_BEHIND_SECONDS)


def _survivors(mark: str) -> list[int]:
    """Processes that still carry the environment of a run."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _await_end(mark: str, seconds: float) -> list[int]:
    """Who is left when everybody has had time to go; they are killed."""
    end = time.monotonic() + seconds
    while (left := _survivors(mark)) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left
