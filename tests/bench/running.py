"""Running a command to its end, or a server for as long as it is needed, and what that cost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .place import environment

#: No sample takes nearly as long (seconds); what does, hangs.
LONGEST = 3600.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: that passed, of CPU of the started process alone, of CPU of it and all that it waited for."""

    wall: float
    supervisor: float
    total: float


def scheduled_seconds(pid: int) -> float:
    """CPU time of a process's main thread (first field of /proc/PID/schedstat, ns); a zombie has it too."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) * 1e-9


def run(
    words: Sequence[str], cwd: Path, *, user: int | None = None, more: Mapping[str, str] | None = None
) -> Spent:
    """Run to the end. Raises CalledProcessError, with stderr, for a status other than 0."""
    with (cwd / "stderr").open("w+b") as stderr, (cwd / "stdout").open("wb") as stdout:
        began = time.perf_counter()
        with _started(words, cwd, user, more, stdout.fileno(), stderr.fileno()) as started:
            pid = started.pid
            with _killed_when_late(pid):
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            wall = time.perf_counter() - began
            alone = scheduled_seconds(pid)
            _pid, status, used = os.wait4(pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            stderr.seek(0)
            raise subprocess.CalledProcessError(started.returncode, words, stderr=stderr.read())
    return Spent(wall, alone, used.ru_utime + used.ru_stime)


@contextlib.contextmanager
def serving(words: Sequence[str], cwd: Path, *, user: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A server in the background; its process group is killed at the end."""
    with (
        (cwd / "stderr").open("wb") as stderr,
        _started(words, cwd, user, None, stderr.fileno(), stderr.fileno()) as started,
    ):
        try:
            yield started
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def await_file(path: Path, server: subprocess.Popen[bytes], longest: float = 60.0) -> str:
    """What a server writes to a file when it is ready. Raises RuntimeError if it does not."""
    end = time.monotonic() + longest
    while not path.exists():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"no server: {(path.parent / 'stderr').read_text()[-2000:]}")
        time.sleep(0.02)
    return path.read_text()


def _started(
    words: Sequence[str], cwd: Path, user: int | None, more: Mapping[str, str] | None, out: int, err: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        cwd=cwd,
        env={**environment(cwd), **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


@contextlib.contextmanager
def _killed_when_late(pid: int) -> Iterator[None]:
    """Kill a process and its group when it takes longer than anything may, or the wait for it fails."""

    def kill(_number: int, _frame: object) -> None:
        os.killpg(pid, signal.SIGKILL)

    before = signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    except BaseException:
        os.killpg(pid, signal.SIGKILL)
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
