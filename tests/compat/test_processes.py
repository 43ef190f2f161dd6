"""The guard against processes that outlive a test."""

from __future__ import annotations

import pytest
from harness.identity import require_program
from harness.processes import end_all, leftovers
from harness.runner import Runner


@pytest.mark.parametrize(
    "script",
    [
        "setsid sleep 100 > log 2>&1 &",
        "env -i sleep 100 > log 2>&1 &",
        "env -i setsid sleep 100 > log 2>&1 &",
    ],
    ids=["marker", "session", "directory"],
)
def test_leftover_is_found_and_killed(runner: Runner, script: str) -> None:
    """A process is found by its environment, its session or its directory, whatever it has thrown away."""
    runner.bare_run([require_program("dash"), "-c", script])
    found = end_all(runner.traces, grace=0.5)
    assert [process.command for process in found] == ["sleep 100"]
    assert leftovers(runner.traces) == []


def test_timeout_ends_everybody(runner: Runner) -> None:
    """A command that does not end fails its test, and nothing of it stays."""
    with pytest.raises(pytest.fail.Exception, match="still ran after"):
        runner.bare_run([require_program("dash"), "-c", "setsid sleep 100 & sleep 100"], timeout=1)
    assert leftovers(runner.traces) == []
