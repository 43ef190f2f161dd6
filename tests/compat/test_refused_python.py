"""What Python programs see of a refusal."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from harness.runner import Runner

from .report_file import refusals


@pytest.mark.refused
def test_process_pool(runner: Runner, guests: Path) -> None:
    """A pool's wake-ups (four zero bytes) pass; the pickles are refused, and reported as data."""
    report = runner.home / "report.jsonl"
    command = [runner.python, str(guests / "process_pool.py")]
    result = runner.scpipe_run(command, policy_flags=["--report", str(report)])
    # The queue's feeder thread gets the error and prints it; the future never hears of it.
    assert (result.returncode, result.stdout) == (0, "failed TimeoutError\n")
    assert "PermissionError: [Errno 13]" in result.stderr
    refused = refusals(report)
    assert refused, "the pickle's refusal is in the report"
    assert all(event["pair"]["kind"] == "pipe" and event["errno"] == "EACCES" for event in refused)
    assert not any(event["message"]["uniform"] and event["message"]["first_byte"] == 0 for event in refused)
    pickles = [event for event in refused if event["message"]["length"] > 4]
    assert pickles
    assert {event["syscall"] for event in pickles} == {"write"}
    assert pickles[0]["advice"]["pattern"] == "data"


def test_process_pool_with_pipe_allowed(runner: Runner, guests: Path) -> None:
    """Allowing pipes is the remedy for a process pool."""
    command = [runner.python, str(guests / "process_pool.py")]
    result = runner.scpipe_run(command, policy_flags=["--pipe", "allow"])
    assert (result.returncode, result.stdout) == (0, "result 1024\n")


@pytest.mark.refused
def test_signal_handler_of_asyncio(runner: Runner, guests: Path) -> None:
    """After a thread's wake byte the signal's number is refused, and the handler never runs."""
    report = runner.home / "report.jsonl"
    command = [runner.python, str(guests / "asyncio_signal.py")]
    result = runner.scpipe_run(command, policy_flags=["--report", str(report)])
    assert (result.returncode, result.stdout) == (0, "handler lost\n")
    assert "PermissionError: [Errno 13]" in result.stderr
    event = refusals(report)[0]
    assert (event["pair"]["kind"], event["event_byte"]) == ("socketpair", 0)
    assert event["message"]["offending_byte"] == signal.SIGUSR1
    assert event["advice"]["pattern"] == "signal-number"


def test_signal_handler_of_asyncio_with_socketpair_allowed(runner: Runner, guests: Path) -> None:
    """Allowing socketpairs is the remedy for asyncio's signal handlers."""
    command = [runner.python, str(guests / "asyncio_signal.py")]
    result = runner.scpipe_run(command, policy_flags=["--socketpair", "allow"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "handler ran\n", "")
