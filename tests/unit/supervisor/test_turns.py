"""Long operations give others a turn, and go on where they were."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from unit.supervisor.staging import DONE, Script, task

from scpipe.linux import procfs
from scpipe.supervisor import blocking, enforce
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.poller import Poller
from scpipe.tracee.actions import Turn, Wake
from scpipe.tracee.table import TaskTable


class Clock:
    """Every look at it takes the same time (seconds)."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def monotonic(self) -> float:
        """The time, a step later each time."""
        self.now += self.step
        return self.now


@pytest.fixture(autouse=True)
def ended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What enforce would have done."""
    found: list[str] = []

    def note(name: str) -> Callable[..., None]:
        return lambda *_all: found.append(name)

    for name in ("answer_at_entry", "answer_at_exit", "pause", "restart", "interrupt"):
        monkeypatch.setattr(enforce, name, note(name))
    return found


def _run(monkeypatch: pytest.MonkeyPatch, step: float, turns: int) -> tuple[Blocking, Script, Clock]:
    clock = Clock(step)
    monkeypatch.setattr(blocking, "time", clock)
    script = Script(*[Turn()] * turns)
    made = Blocking(TaskTable(), Poller(), lambda text: None)
    made.begin(task(), script())
    return made, script, clock


def test_a_short_operation_keeps_its_turn(monkeypatch: pytest.MonkeyPatch, ended: list[str]) -> None:
    """Turns offered within 20 ms are not taken: the call is answered where it was trapped."""
    _made, script, _clock = _run(monkeypatch, 0.001, 15)
    assert script.closed
    assert ended == ["answer_at_entry"]
    assert script.wakes == [Wake.READY] * 15


def test_a_long_operation_gives_way(monkeypatch: pytest.MonkeyPatch, ended: list[str]) -> None:
    """After 20 ms it is paused; the next wait goes on with it at once, without sleeping."""
    made, script, clock = _run(monkeypatch, 0.005, 6)
    assert ended == ["pause"]
    assert (script.closed, made.is_idle) == (False, False)
    assert made._waits._nearest(None) <= 0
    clock.step = 0.001
    made.wait(None)
    assert script.closed
    assert ended == ["pause", "interrupt"]
    assert made.is_idle


def test_others_are_served_between_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A descriptor that is readable is reported while the operation has not ended."""
    made, script, _clock = _run(monkeypatch, 0.05, 3)
    read_end, write_end = os.pipe()
    os.write(write_end, b"x")
    served: list[int] = []
    made._poller.watch(read_end, lambda: served.append(read_end))
    made.wait(None)
    assert served == [read_end]
    assert not script.closed
    os.close(read_end)
    os.close(write_end)


def test_a_signal_ends_a_turn(monkeypatch: pytest.MonkeyPatch, ended: list[str]) -> None:
    """A signal to the paused task reaches the operation, which ends."""
    clock = Clock(0.05)
    monkeypatch.setattr(blocking, "time", clock)
    monkeypatch.setattr(procfs, "has_deliverable_signal", lambda tid: True)
    script, subject = Script(Turn(), Turn(), ending=DONE), task()
    made = Blocking(TaskTable(), Poller(), lambda text: None)
    made.begin(subject, script())
    made.interrupted(subject)
    assert script.wakes == [Wake.SIGNAL]
    assert ended == ["pause", "restart"]
    assert script.closed and made.is_idle
