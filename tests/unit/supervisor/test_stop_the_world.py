"""Who has to stop before everything counts as still."""

from __future__ import annotations

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import EXITED, table

from scpipe.linux import stops
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable


class Scene:
    """Two running tasks, of which the second does not stop when it is asked to."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.book: TaskTable = table(kernel, 10, 20)
        self.kernel = kernel
        self.other = kernel.tasks[20]
        self.other.obeys = False
        self.began = kernel.clock.now

    @property
    def took(self) -> float:
        """Seconds until now."""
        return self.kernel.clock.now - self.began

    @property
    def asked(self) -> list[int]:
        """Who was asked to stop, in order."""
        return [call[1] for call in self.kernel.asked("interrupt")]

    def stop_all(self) -> bool:
        """Whether all stand still at once."""
        return stop_the_world.stop_all(self.book, Inbox(self.book))


@pytest.fixture
def scene(kernel: FakeKernel) -> Scene:
    """Of two tasks, one stops when it is asked."""
    return Scene(kernel)


def test_all_stop(scene: Scene) -> None:
    """Every task is asked and reports."""
    scene.other.obeys = True
    assert scene.stop_all() and scene.asked == [10, 20]


@pytest.mark.parametrize(("state", "still"), [*((one, False) for one in "SRDTt?"), ("Z", True), ("X", True)])
def test_one_that_does_not_stop(scene: Scene, state: str, still: bool) -> None:
    """Only one that /proc shows dead may be missing."""
    if state == "?":
        scene.other.hidden = {"stat"}
    else:
        scene.other.state = state
    assert scene.stop_all() is still
    assert (scene.took > 1) is not still


def test_vfork_parent(scene: Scene) -> None:
    """It sleeps in state D and holds nothing that its table does not."""
    scene.other.state = "D"
    phase.run(scene.book.tasks[20], phase.IN_VFORK)
    assert scene.stop_all()


def test_one_past_its_exit_stop(scene: Scene) -> None:
    """It is not waited for: the first process of a PID namespace waits there itself, for all others."""
    phase.run(scene.book.tasks[20], phase.EXITING)
    assert scene.stop_all() and scene.asked == [10]


@pytest.mark.parametrize(
    ("state", "sibling", "patient"), [("D", True, False), ("D", False, True), ("R", True, True)]
)
def test_one_that_waits_for_its_siblings(scene: Scene, state: str, sibling: bool, patient: bool) -> None:
    """An exec by a thread sleeps until its siblings, at their exit stops, have ended: no time is lost."""
    if sibling:
        scene.book.tasks[10].process = scene.book.tasks[20].process
    scene.kernel.report(10, stops.ExitStop())
    scene.other.state = state
    assert not scene.stop_all()
    assert (scene.took > 1) is patient


def test_dead_siblings_are_waited_for(scene: Scene) -> None:
    """An exec by a thread goes on only when the tracer has taken in the ends of the others."""
    scene.book.tasks[10].process = scene.book.tasks[20].process
    phase.run(scene.book.tasks[10], phase.EXITING)
    scene.kernel.report(10, EXITED)
    scene.other.state = "D"
    assert not scene.stop_all() and not scene.kernel.reports
    assert scene.book.tasks[10].is_gone
