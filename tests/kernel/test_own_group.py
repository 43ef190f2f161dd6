"""Signals that a program sends to its own process group, which scpipe-run is in, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.runner import Runner

from .launching import run

Built = Callable[[str], str]

ROUNDS = 50
#: No filter and no Landlock, so that the signals reach scpipe-run; and with them.
FLAGS = {
    "allow": ["--pipe", "allow", "--socketpair", "allow", "--supervise"],
    "relaxed": ["-q", "--relax", "landlock"],
    "default": [],
    "detach": ["-q", "--relax", "landlock", "--orphans", "detach"],
}


@pytest.mark.parametrize("flags", FLAGS.values(), ids=FLAGS)
def test_a_signal_to_the_own_group_comes_once(runner: Runner, built: Built, flags: list[str]) -> None:
    """scpipe-run does not send on what the command has had already, nor what was for scpipe-run alone."""
    done = run(runner, flags, [built("own_group"), str(ROUNDS)])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"own {ROUNDS}", f"child's {ROUNDS}", "parent's 0"]


def test_a_signal_to_the_own_group_bare(runner: Runner, built: Built) -> None:
    """The same below a shell that ignores the signal: what the test wants is what a kernel does."""
    shell = f"trap '' USR1; {built('own_group')} {ROUNDS}; exit $?"
    done = runner.bare_run(["/bin/sh", "-c", shell])
    assert done.stdout.splitlines() == [f"own {ROUNDS}", f"child's {ROUNDS}", "parent's 0"]
