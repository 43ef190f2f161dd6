"""A stop that is over when its turn comes is not served: its task was killed, or its number is taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness.runner import Runner

from .launching import run

Built = Callable[[str], str]


@pytest.mark.parametrize(("guest", "says"), [("stale_exec", "all images ran"), ("stale_stop", "alive")])
def test_stops_that_are_over(runner: Runner, built: Built, guest: str, says: str) -> None:
    """Nobody is killed for them, and nothing is said of an internal error."""
    done = run(runner, ["-q"], [built(guest)])
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{says}\n", "")
