"""Receivers that ask who sends (SO_PASSCRED) are told the truth where we may name another sender."""

from __future__ import annotations

import pytest
from harness.runner import Runner

from .launching import readable_guest, run


def test_root_names_the_sender(root_runner: Runner) -> None:
    """Root's programs are told of the same pid, uid, gid and pidfd as natively, in each way of sending."""
    guest = [root_runner.python, readable_guest(root_runner, "senders.py")]
    bare = root_runner.bare_run(guest)
    assert "pid child" in bare.stdout, bare.stderr
    assert "pidfd of child" in bare.stdout and "uid 1234" in bare.stdout
    done = run(root_runner, ["-q"], guest)
    assert (done.returncode, done.stdout, done.stderr) == (0, bare.stdout, "")


@pytest.mark.parametrize("user", ["nobody"])
def test_an_ordinary_user_cannot(runner: Runner) -> None:
    """An ordinary user's programs are told of the supervisor's pid (docs/limits.md); all else is right."""
    guest = [runner.python, readable_guest(runner, "senders.py")]
    bare = runner.bare_run(guest)
    assert "pid child" in bare.stdout, bare.stderr
    done = run(runner, ["-q"], guest)
    wanted = bare.stdout.replace("pid child", "pid other").replace("pidfd of child", "pidfd of other")
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted, "")
