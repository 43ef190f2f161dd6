"""What natively wakes nobody ends no call inside either; and what does, does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.runner import Runner

from .launching import run

Built = Callable[[str], str]


@pytest.mark.parametrize(("what", "ended"), [("child", 6), ("ignored", 6), ("sharer", 6), ("handled", 0)])
def test_calls_that_sleep(runner: Runner, built: Built, what: str, ended: int) -> None:
    """A child that ends, an ignored signal, a thread that shares descriptors: no EINTR; a handler: EINTR."""
    bare = runner.bare_run([built("unnoticed"), what])
    assert bare.stdout.count("ended by what it waits for") == ended, bare.stdout + bare.stderr
    assert bare.stdout.count("Interrupted system call") == 6 - ended
    done = run(runner, ["-q"], [built("unnoticed"), what])
    assert (done.returncode, done.stdout, done.stderr) == (0, bare.stdout, "")
