"""Both documented SCONE examples, as they stand, quotes and all."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Completed, Runner

SESSION = """services:
   - name: my_service
     mrenclaves: [$MRENCLAVE]
     environment:
        - SCONE_PIPE="{pipe}"
        - SCONE_SOCKETPAIR="{socketpair}"
"""
pytestmark = pytest.mark.refused


def under(runner: Runner, pipe: str, socketpair: str, command: list[str]) -> Completed:
    """Runs a command under a session with two values."""
    session = runner.write("session.yaml", SESSION.format(pipe=pipe, socketpair=socketpair))
    return runner.scpipe_run(command, policy_flags=["--policy", str(session)])


def test_first_example_allows_pipes(runner: Runner) -> None:
    """SCONE_PIPE="allow": text passes through a pipeline."""
    command = [require_program("bash"), "-c", "echo hello | cat"]
    result = under(runner, "allow", "allow-events", command)
    assert (result.returncode, result.stdout, result.stderr) == (0, "hello\n", "")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("text", "write EACCES\n"), ("aaaa", "received aaaa\n")],
    ids=["text", "events"],
)
def test_first_example_restricts_socketpairs(runner: Runner, guests: Path, text: str, outcome: str) -> None:
    """SCONE_SOCKETPAIR="allow-events": events pass, text fails with EACCES."""
    command = [runner.python, str(guests / "pair_messages.py"), "socketpair", text]
    result = under(runner, "allow", "allow-events", command)
    assert (result.returncode, result.stdout) == (0, outcome)


@pytest.mark.parametrize("kind", ["pipe", "socketpair"])
def test_second_example_denies(runner: Runner, guests: Path, kind: str) -> None:
    """Both deny: the creation of either pair fails with EACCES."""
    result = under(runner, "deny", "deny", [runner.python, str(guests / "pair_messages.py"), kind, "aaaa"])
    assert (result.returncode, result.stdout) == (0, "creation EACCES\n")


def test_second_example_in_bash(runner: Runner) -> None:
    """Both deny: bash reports a pipe error."""
    result = under(runner, "deny", "deny", [require_program("bash"), "-c", "echo hello | cat"])
    assert (result.returncode, result.stdout) == (129, "")
    assert "pipe error: Permission denied" in result.stderr
