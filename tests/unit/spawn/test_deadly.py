"""Calls that a filter from outside kills for are tried by a child; here without such a filter."""

from __future__ import annotations

import subprocess
import sys

import pytest
from harness.processes import PATIENCE

_PROGRAM = """
import os, signal, sys, time
from scpipe.spawn import deadly
acts = {
    "nothing": lambda: None,
    "dies": lambda: os.kill(os.getpid(), signal.SIGSYS),
    "hangs": lambda: time.sleep(1000),
    "fails": lambda: os.stat("/no/such/file"),
}
deadly._TRIED = {name: acts[name] for name in sys.argv[2:]}
deadly._TRIED_BY_ROOT = {}
deadly.PATIENCE = 0.3
if sys.argv[1] == "ignoring":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print(repr(deadly.deadly_call()))
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("nobody is left")
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plainly", "nothing", "fails", "nothing"], "''"),
        (["plainly", "nothing", "dies", "nothing"], "'dies'"),
        (["plainly", "dies"], "'dies'"),
        (["plainly", "nothing", "hangs"], "''"),
        (["ignoring", "nothing", "dies"], "''"),
    ],
)
def test_the_first_deadly_call(words: list[str], said: str) -> None:
    """It is named; a child that hangs is killed, and none is left."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.splitlines() == [said, "nobody is left"], done.stderr
