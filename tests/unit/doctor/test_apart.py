"""Whatever becomes of a trial, its parent lives on and knows why; nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

import pytest
from harness.processes import PATIENCE

from scpipe.doctor.apart import Told, apart
from scpipe.errors import DOCTOR, SetupError


def _raise(error: BaseException) -> Callable[[], Mapping[str, object]]:
    def fail() -> Mapping[str, object]:
        raise error

    return fail


def _die(number: int) -> Callable[[], Mapping[str, object]]:
    def die() -> Mapping[str, object]:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        return {}

    return die


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: {"a": 1, "b": "x"}, Told({"a": 1, "b": "x"})),
        (dict, Told({})),
        (_raise(OSError(1, "Operation not permitted")), Told(failure="Operation not permitted")),
        (_raise(SetupError(f"no; do this{DOCTOR}")), Told(failure="no; do this")),
        (_die(signal.SIGSYS), Told(failure="a seccomp filter killed the process that tried it")),
        (_die(signal.SIGKILL), Told(failure="the process that tried it was killed (signal 9)")),
        (lambda: {"long": "x" * 70_000}, Told(failure="nothing was told")),
        (lambda: os._exit(3), Told(failure="nothing was told")),
    ],
)
def test_what_came_of_it(act: Callable[[], Mapping[str, object]], told: Told) -> None:
    """A value, an error of the kernel's or of ours, death, silence."""
    assert apart(act) == told
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_defect() -> None:
    """Ours is told with its place."""
    assert "ValueError: x (" in apart(_raise(ValueError("x"))).failure


def test_one_that_hangs() -> None:
    """It is killed when its time is over."""
    assert apart(lambda: time.sleep(1000) or {}, seconds=0.1).failure == "it did not end within 0.1 s"
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none can be made that is said."""

    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    assert apart(dict).failure == "no process can be made: Resource temporarily unavailable"


_IGNORING = """
import signal
from scpipe.doctor.apart import apart
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print(apart(lambda: {"a": 1}).found, apart(lambda: {}).failure == "")
"""


def test_a_caller_that_ignores_children() -> None:
    """With SIGCHLD ignored the kernel reaps them, and what they told is there."""
    done = subprocess.run(
        [sys.executable, "-c", _IGNORING], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.stdout == "{'a': 1} True\n", done.stderr
