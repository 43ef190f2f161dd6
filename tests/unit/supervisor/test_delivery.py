"""What a signal does to a task that is traced."""

from __future__ import annotations

import signal
import struct

import pytest
from unit.supervisor.staging import task

from scpipe.linux import procfs, ptrace
from scpipe.supervisor import delivery, enforce
from scpipe.tracee.task import Task


@pytest.mark.parametrize(("first", "sender", "expected"), [(True, 7, 0), (True, 0, 19), (False, 7, 19)])
def test_stop_of_a_first_process(
    monkeypatch: pytest.MonkeyPatch, first: bool, sender: int, expected: int
) -> None:
    """SIGSTOP from within its PID namespace does nothing to the first process; all else is stopped."""
    information = struct.pack("=iii4xii", signal.SIGSTOP, 0, 0, sender, 0).ljust(128, b"\0")
    monkeypatch.setattr(ptrace, "signal_information", lambda tid: information)
    monkeypatch.setattr(procfs, "is_first_of_namespace", lambda tid: first)
    assert delivery.delivered(task(), signal.SIGSTOP) == expected


def test_others_are_delivered_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only SIGPIPE is looked at, as it may be ours."""
    looked_at: list[Task] = []
    monkeypatch.setattr(enforce, "own_sigpipe", looked_at.append)
    for number in (*range(1, 19), *range(20, 65)):
        assert delivery.delivered(task(), number) == number
    assert len(looked_at) == 1
