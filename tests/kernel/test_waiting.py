"""A child whose pidfd tells of its end can be waited for at once, as without a tracer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.runner import Runner

from .launching import run

Built = Callable[[str], str]

ROUNDS = 60
HOW = ["waitid", "nonblocking", "wait4", "any"]
FLAGS = [[], ["--pipe", "deny", "--socketpair", "deny"]]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("flags", FLAGS, ids=["allow-events", "deny"])
def test_a_dead_child_is_there(runner: Runner, built: Built, how: str, flags: list[str]) -> None:
    """No wait that does not wait comes before the supervisor has let the parent have its child."""
    done = run(runner, flags, [built("pidfd_wait"), how, str(ROUNDS)])
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 late\n", "")


@pytest.mark.parametrize("how", HOW)
def test_a_dead_child_of_a_busy_process_is_there(runner: Runner, built: Built, how: str) -> None:
    """Another thread's calls make the waiting one stand still now and then: it may be served much later."""
    done = run(runner, [], [built("pidfd_wait"), how, str(4 * ROUNDS), "busy"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 late\n", "")


@pytest.mark.parametrize("how", HOW)
def test_a_dead_child_is_there_bare(runner: Runner, built: Built, how: str) -> None:
    """The same without scpipe."""
    assert runner.bare_run([built("pidfd_wait"), how, str(ROUNDS)]).stdout == "0 late\n"
