"""Who has the memory of a task that wakes from its vfork, and runs on in it."""

from __future__ import annotations

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import Memory
from unit.supervisor.staging import VFORK, VM, clone, table

from scpipe.linux import stops, tables
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.vforks import has_living_memory, left_behind
from scpipe.tracee import phase
from scpipe.tracee.task import Task


class Scene:
    """Task 10 has vforked 11, and that one 12, who runs; and it has forked 13."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.kernel = kernel
        self.book = table(kernel, 10, armed=True)
        clone(self.book, kernel, 10, 11, VM | VFORK)
        clone(self.book, kernel, 11, 12, VM | VFORK)
        clone(self.book, kernel, 10, 13, 0)
        self.first, self.second, self.third = (self.book.tasks[tid] for tid in (10, 11, 12))
        for one in (self.first, self.second, self.third):
            phase.run(one, phase.RUNNING)
            kernel.tasks[one.tid].at = None
        self.inbox = Inbox(self.book)
        kernel.calls.clear()

    @property
    def asked(self) -> list[int]:
        """Who was asked to stop."""
        return [tid for _name, tid in self.kernel.asked("interrupt")]

    def executes(self, task: Task) -> None:
        """It has a memory of its own."""
        self.kernel.tasks[task.tid].memory = Memory()

    def is_killed(self, task: Task) -> None:
        """Nobody has its number any more."""
        self.kernel.reap(task.tid)
        phase.lose(task)

    def wakes(self, task: Task) -> list[Task]:
        """The kernel says that its vfork is over."""
        return left_behind(self.book, self.inbox, task)


@pytest.fixture
def scene(kernel: FakeKernel) -> Scene:
    """A row of three."""
    return Scene(kernel)


def test_one_after_the_other_wakes(scene: Scene) -> None:
    """The last one has executed a program; who sleeps for the one that wakes is no stranger."""
    scene.executes(scene.third)
    assert scene.wakes(scene.second) == []
    assert scene.asked == [] and not scene.second.memory.crowded
    assert scene.second.memory.waiting == {scene.second: scene.first}
    scene.executes(scene.second)
    assert scene.wakes(scene.first) == []
    assert scene.asked == [] and scene.first.memory.waiting == {} and not scene.first.memory.crowded


def test_who_was_left_by_a_killed_one_is_named(scene: Scene) -> None:
    """11 was killed while 12 lives: 10 goes on beside 12, which is to be killed; no filter is added there."""
    scene.is_killed(scene.second)
    assert scene.wakes(scene.first) == [scene.third]
    assert scene.asked == [12] and scene.first.memory.crowded and scene.third.memory.crowded


def test_who_never_reports_runs_on(scene: Scene) -> None:
    """After some time nobody waits any more, and it counts as one that runs."""
    scene.is_killed(scene.second)
    scene.kernel.tasks[12].obeys = False
    before = scene.kernel.clock.now
    assert scene.wakes(scene.first) == [scene.third]
    assert scene.first.memory.crowded and 0 < scene.kernel.clock.now - before < 2


def test_who_has_all_trapped_lives_on(scene: Scene) -> None:
    """It needs no filter; but no filter is added beside it either."""
    scene.is_killed(scene.second)
    scene.third.armed = scene.third.armed.plus(None)
    assert scene.wakes(scene.first) == []
    assert scene.asked == [12] and scene.first.memory.crowded


@pytest.mark.parametrize(
    "stop", [stops.ExecStop(), stops.ExitStop(), stops.Exited(0), stops.Killed(9, core=False)], ids=repr
)
def test_who_is_on_its_way_out_is_let_go(scene: Scene, stop: stops.Stop) -> None:
    """In the middle of an exec, or of its end, it runs no code of its own in this memory any more."""
    scene.is_killed(scene.second)
    scene.kernel.report(12, stop)
    assert scene.wakes(scene.first) == []
    assert scene.asked == ([] if isinstance(stop, stops.ENDS) else [12])
    assert not scene.first.memory.crowded


@pytest.mark.parametrize("told", [True, False])
def test_who_leaves_the_memory_meanwhile_is_let_go(scene: Scene, told: bool) -> None:
    """It has not reported yet, and has a memory of its own by now, if that can be known."""
    scene.is_killed(scene.second)
    scene.kernel.facts.tables_are_told = told
    scene.kernel.tasks[12].obeys = False
    looks = iter(range(3))

    def share(tid: int, other: int) -> bool | None:
        if next(looks, None) is None:
            scene.executes(scene.third)
        return scene.kernel.facts.share_memory(tid, other)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tables, "share_memory", share)
        assert scene.wakes(scene.first) == ([] if told else [scene.third])
    assert scene.first.memory.crowded is not told


def test_what_cannot_be_known_counts_as_shared(scene: Scene) -> None:
    """Where kcmp is forbidden."""
    scene.is_killed(scene.second)
    scene.executes(scene.third)
    scene.kernel.facts.tables_are_told = False
    assert scene.wakes(scene.first) == [scene.third] and scene.first.memory.crowded


def test_who_has_all_trapped_itself_is_not_looked_at(scene: Scene) -> None:
    """It needs no filter any more, and so does everybody in its memory: they come from it, or it had none."""
    scene.is_killed(scene.second)
    scene.first.armed = scene.first.armed.plus(None)
    assert scene.wakes(scene.first) == [] and scene.asked == []


def test_where_all_is_trapped_nobody_is_asked(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is not followed there."""
    book = table(kernel, 10)
    clone(book, kernel, 10, 11, VM | VFORK)
    monkeypatch.setattr(tables, "share_memory", lambda tid, other: pytest.fail("it is asked"))
    assert left_behind(book, Inbox(book), book.tasks[10]) == []
    assert kernel.asked("interrupt") == []


def test_a_lost_child_may_have_living_memory(scene: Scene) -> None:
    """Of every task that lives the kernel is asked; what it does not tell counts as shared."""
    lost = scene.kernel.add(20)
    assert not has_living_memory(scene.book, 20)
    for tid in (10, 13):
        lost.memory = scene.kernel.tasks[tid].memory
        assert has_living_memory(scene.book, 20)
    scene.is_killed(scene.book.tasks[13])
    assert not has_living_memory(scene.book, 20), "who had it is dead"
    scene.kernel.facts.tables_are_told = False
    assert has_living_memory(scene.book, 20)


def test_a_child_that_is_known_has_its_own_memory(scene: Scene) -> None:
    """It is not asked of itself."""
    assert not has_living_memory(scene.book, 13) and has_living_memory(scene.book, 12)
