"""Who has to stop before everything counts as still."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from unit.supervisor.staging import EXITED_STATUS, STOPPED_STATUS, Kernel, table

from scpipe.linux import procfs, ptrace, wait
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable

EXIT_STOP = 0x6057F


class Scene:
    """Two running tasks; what they report, and the state in which the kernel shows them, is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Kernel(monkeypatch)
        self.book: TaskTable = table(10, 20)
        self.asked: list[int] = []
        self.statuses = {10: STOPPED_STATUS}
        self.state = "S"
        monkeypatch.setattr(stop_the_world, "_PATIENCE", 0.0)
        monkeypatch.setattr(ptrace, "interrupt", self.asked.append)
        monkeypatch.setattr(wait, "poll_one", lambda tid: self.statuses.pop(tid, None))
        monkeypatch.setattr(procfs, "state", lambda pid, tid: self.state)

    def stop_all(self) -> bool:
        """Whether all stand still at once."""
        return stop_the_world.stop_all(self.book, Inbox(self.book))


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Of two tasks, one stops when it is asked."""
    return Scene(monkeypatch)


def test_all_stop(scene: Scene) -> None:
    """Every task is asked and reports."""
    scene.statuses[20] = STOPPED_STATUS
    assert scene.stop_all() and scene.asked == [10, 20]


@pytest.mark.parametrize(("state", "still"), [*((one, False) for one in "SRDTt?"), ("Z", True), ("X", True)])
def test_one_that_does_not_stop(scene: Scene, state: str, still: bool) -> None:
    """Only one that /proc shows dead may be missing."""
    scene.state = state
    assert scene.stop_all() is still


def test_vfork_parent(scene: Scene) -> None:
    """It sleeps in state D and holds nothing that its table does not."""
    scene.state = "D"
    phase.run(scene.book.tasks[20], phase.IN_VFORK)
    assert scene.stop_all()


def test_one_past_its_exit_stop(scene: Scene) -> None:
    """It is not waited for: the first process of a PID namespace waits there itself, for all others."""
    phase.run(scene.book.tasks[20], phase.EXITING)
    assert scene.stop_all() and scene.asked == [10]


@pytest.mark.parametrize(
    ("state", "sibling", "patient"), [("D", True, False), ("D", False, True), ("R", True, True)]
)
def test_one_that_waits_for_its_siblings(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, state: str, sibling: bool, patient: bool
) -> None:
    """An exec by a thread sleeps until its siblings, at their exit stops, have ended: no time is lost."""
    clock = iter(range(1000))
    fake = SimpleNamespace(monotonic=lambda: next(clock), sleep=lambda _seconds: None)
    monkeypatch.setattr(stop_the_world, "time", fake)
    monkeypatch.setattr(stop_the_world, "_PATIENCE", 100)
    if sibling:
        scene.book.tasks[10].process = scene.book.tasks[20].process
    scene.statuses[10], scene.state = EXIT_STOP, state
    assert not scene.stop_all()
    assert (next(clock) > 100) is patient


def test_dead_siblings_are_waited_for(scene: Scene) -> None:
    """An exec by a thread goes on only when the tracer has taken in the ends of the others."""
    scene.book.tasks[10].process = scene.book.tasks[20].process
    phase.run(scene.book.tasks[10], phase.EXITING)
    scene.statuses[10], scene.state = EXITED_STATUS, "D"
    assert not scene.stop_all() and scene.statuses == {}
    assert scene.book.tasks[10].is_gone
