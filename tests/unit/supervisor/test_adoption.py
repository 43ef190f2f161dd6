"""Children that nobody has told of, where writes are trapped by descriptor: who is taken in, and who dies."""

from __future__ import annotations

import signal

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import STOPPED, VFORK, VM, clone, table

from scpipe.linux import tables
from scpipe.supervisor.adoption import Adoption, has_living_memory
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

KILLED = [("send", 30, signal.SIGKILL)]


class Scene:
    """Tasks 10 and 20, and a child 30 that has waited too long for its parent, who is dead."""

    def __init__(self, kernel: FakeKernel, *, armed: bool) -> None:
        self.kernel = kernel
        self.book: TaskTable = table(kernel, 10, 20, armed=armed)
        self.child = kernel.add(30)
        self._inbox = Inbox(self.book)

    def takes_in(self) -> Task:
        """The child reports, and is taken in after a while."""
        self._inbox.put(30, STOPPED)
        self.kernel.clock.go_on(0.2)
        Adoption(self.book, self._inbox).look()
        return self.book.tasks[30]

    @property
    def killed(self) -> list[tuple[object, ...]]:
        """Who was killed."""
        return self.kernel.asked("send")


@pytest.fixture
def scene(kernel: FakeKernel) -> Scene:
    """Where writes are trapped by descriptor."""
    return Scene(kernel, armed=True)


def test_a_child_with_a_memory_of_its_own_lives(scene: Scene) -> None:
    """Nobody can change what is mapped in it; it has the filters that all have, and those count only."""
    child = scene.takes_in()
    assert scene.killed == [] and not child.armed.everything
    assert child.memory.programs == [] and not child.memory.crowded


def test_a_child_in_the_memory_of_one_that_lives_dies(scene: Scene) -> None:
    """As left over by one that slept in vfork: others could change what its next filter is read from."""
    scene.child.memory = scene.kernel.tasks[20].memory
    scene.takes_in()
    assert scene.killed == KILLED


def test_a_child_in_the_memory_of_a_dead_one_lives(scene: Scene) -> None:
    """It is alone in it by now."""
    scene.child.memory = scene.kernel.tasks[20].memory
    scene.kernel.reap(20)
    child = scene.takes_in()
    assert scene.killed == [] and not child.memory.crowded


@pytest.mark.parametrize("in_its_memory", [True, False])
def test_a_child_in_the_table_of_another_lives(scene: Scene, in_its_memory: bool) -> None:
    """All that sharers write is trapped, and was before they came to share: no filter is to be added."""
    scene.child.table = scene.kernel.tasks[20].table
    if in_its_memory:
        scene.child.memory = scene.kernel.tasks[20].memory
    child, sharer = scene.takes_in(), scene.book.tasks[20]
    assert scene.killed == [] and child.armed.everything
    assert child.table is sharer.table and (child.memory is sharer.memory) is in_its_memory


def test_a_child_of_whom_nothing_can_be_known_dies(scene: Scene) -> None:
    """Where kcmp is forbidden it may have any memory."""
    scene.kernel.facts.tables_are_told = False
    scene.takes_in()
    assert scene.killed == KILLED


def test_a_vforked_child_of_a_dead_thread_dies_beside_the_sleeper(scene: Scene) -> None:
    """Who sleeps in vfork for another child has the memory as well."""
    clone(scene.book, scene.kernel, 10, 40, VM | VFORK)
    scene.child.memory = scene.kernel.tasks[40].memory
    scene.takes_in()
    assert scene.killed == KILLED


def test_where_all_is_trapped_every_child_lives(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is not asked about there."""
    scene = Scene(kernel, armed=False)
    monkeypatch.setattr(tables, "share_memory", lambda tid, other: pytest.fail("it is asked"))
    scene.child.memory = kernel.tasks[20].memory
    assert scene.takes_in().armed.everything and scene.killed == []


def test_a_lost_child_may_have_living_memory(kernel: FakeKernel) -> None:
    """Of every task that lives the kernel is asked; what it does not tell counts as shared."""
    book = table(kernel, 10, 13)
    lost = kernel.add(20)
    assert not has_living_memory(book, 20)
    for tid in (10, 13):
        lost.memory = kernel.tasks[tid].memory
        assert has_living_memory(book, 20)
    kernel.reap(13)
    assert not has_living_memory(book, 20), "who had it is dead"
    kernel.facts.tables_are_told = False
    assert has_living_memory(book, 20)


def test_a_child_that_is_known_has_its_own_memory(kernel: FakeKernel) -> None:
    """It is not asked of itself."""
    book = table(kernel, 10)
    clone(book, kernel, 10, 11, 0)
    clone(book, kernel, 10, 12, VM | VFORK)
    assert not has_living_memory(book, 11) and has_living_memory(book, 12)
