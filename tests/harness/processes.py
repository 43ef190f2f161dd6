"""Finds and ends processes a test left behind: pure /proc reading plus SIGKILL."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKER = "SCPIPE_TEST_ID"
#: Seconds until a wait is taken for a hang. No claim depends on it: a busy machine may stand still for long.
PATIENCE = 300.0
#: Seconds of what must be cut short: whoever waits for its end has waited longer than PATIENCE.
FOR_EVER = "1000"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A live process that belongs to a test."""

    pid: int
    command: str


@dataclass(frozen=True, slots=True)
class Traces:
    """How a test's processes are recognised.

    The marker alone is not enough: nginx and PostgreSQL overwrite their environment, and PostgreSQL's
    children leave the session. ``home``: a directory that no other process works in, if there is one.
    """

    marker: str
    sessions: frozenset[int]
    home: Path | None = None


def leftovers(traces: Traces) -> list[Leftover]:
    """Live processes (no zombies) with the marker, in one of the sessions, or with ``home`` as directory."""
    own = os.getpid()
    return [
        Leftover(pid, _command(pid)) for pid in _pids() if pid != own and lives(pid) and _belongs(pid, traces)
    ]


def end_all(traces: Traces, grace: float) -> list[Leftover]:
    """Waits up to ``grace`` seconds for a test's processes to end; kills and returns those that did not."""
    deadline = time.monotonic() + grace
    found = leftovers(traces)
    while found and time.monotonic() < deadline:
        time.sleep(0.05)
        found = leftovers(traces)
    _kill_until_gone(traces, time.monotonic() + PATIENCE)
    return found


def _kill_until_gone(traces: Traces, deadline: float) -> None:
    while time.monotonic() < deadline:
        remaining = leftovers(traces)
        if not remaining:
            return
        for process in remaining:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.02)


def _pids() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _stat_fields(pid: int) -> list[bytes]:
    """Fields of /proc/PID/stat after the command name: state, ppid, pgrp, session, ..."""
    return _read(pid, "stat").rpartition(b")")[2].split()


def lives(pid: int) -> bool:
    """Whether there is such a process, and it is no zombie."""
    fields = _stat_fields(pid)
    return bool(fields) and fields[0] not in (b"Z", b"X")


def _belongs(pid: int, traces: Traces) -> bool:
    needle = f"{MARKER}={traces.marker}".encode()
    if needle in _read(pid, "environ").split(b"\0"):
        return True
    fields = _stat_fields(pid)
    if len(fields) > 3 and int(fields[3]) in traces.sessions:
        return True
    if traces.home is None:
        return False
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(traces.home)
    except OSError:
        return False


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace").strip() or "?"
