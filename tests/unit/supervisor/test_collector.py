"""When the ledger is swept, and what puts a sweep off: whatever cannot be proved is not forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import OpenFile
from unit.supervisor.staging import EXITED, STOPPED, table

from scpipe.ledger import ledger as ledger_module
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator
from scpipe.linux.originals import Originals
from scpipe.policy.model import PairMode, Policy
from scpipe.supervisor.collector import Collector
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase

WHO = Creator(7, "/bin/x")


class Stage:
    """A crowded ledger of three pipes, and three processes.

    One holds the second pipe, and has a thread that shares its table. Of one nobody has told; its two threads
    have a table each. One is not ours, and holds the third pipe.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel, policy: Policy) -> None:
        self.kernel = kernel
        self.ledger = Ledger(policy)
        self.ledger._crowd = 3
        monkeypatch.setattr(ledger_module, "FEW_PAIRS", 3)
        for inode in (1, 2, 3):
            self.ledger.pipes.register(inode, PairMode.ALLOW_EVENTS, WHO)
        self.tasks = tasks = table(kernel, 10)
        kernel.tasks[10].table.pipe(2)
        kernel.add(110, of=10, shares=10)
        kernel.add(11).table.put(OpenFile(77, ""))
        kernel.add(111, of=11)
        kernel.add(12, traced=False).table.pipe(3)
        self.sweeper = Collector(policy, self.ledger, Originals(), tasks, Inbox(tasks))

    @property
    def read(self) -> list[int]:
        """Whose tables were read."""
        return [tid for tid, name in self.kernel.looks if name == "fd"]

    def known(self) -> list[int]:
        """The pipes the ledger still knows."""
        return [inode for inode in (1, 2, 3) if self.ledger.pipes.knows(inode)]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> Stage:
    """The usual policy."""
    return Stage(monkeypatch, kernel, Policy())


def test_the_dead_are_forgotten(stage: Stage) -> None:
    """What no table holds goes; every table is read once, also a thread's own and one nobody told of."""
    stage.sweeper.sweep_if_crowded()
    assert stage.known() == [2]
    assert stage.read == [10, 11, 111]


def test_nothing_is_read_before_it_is_time(stage: Stage) -> None:
    """A ledger that is not crowded costs nothing."""
    stage.ledger._crowd = 4
    stage.sweeper.sweep_if_crowded()
    assert (stage.known(), stage.read) == ([1, 2, 3], [])


def _in_flight(stage: Stage) -> None:
    stage.kernel.tasks[111].table.put(OpenFile(88, "socket", in_flight=1))


def _unreadable(stage: Stage) -> None:
    stage.kernel.tasks[111].hidden = {"fd"}


def _restless(stage: Stage) -> None:
    stage.kernel.tasks[10].obeys = False


@pytest.mark.parametrize("spoil", [_in_flight, _unreadable, _restless])
def test_what_cannot_be_proved_is_put_off(stage: Stage, spoil: Callable[[Stage], None]) -> None:
    """A descriptor on its way, a table that cannot be read, a task that does not stop: not now."""
    spoil(stage)
    stage.ledger._crowd = 3
    for inode in range(4, 9):
        stage.ledger.pipes.register(inode, PairMode.ALLOW_EVENTS, WHO)
    stage.sweeper.sweep_if_crowded()
    assert stage.known() == [1, 2, 3]
    assert not stage.ledger.crowded


@pytest.mark.parametrize("told_of", [True, False], ids=["known", "early"])
@pytest.mark.parametrize(("ends", "kept"), [("unknown", True), ("reported", False), ("not ours", False)])
def test_a_task_that_proc_does_not_show(stage: Stage, told_of: bool, ends: str, kept: bool) -> None:
    """It lives until waitpid says otherwise, so what it may hold is not forgotten."""
    stage.kernel.add(20, hidden={"."})
    if told_of:
        stage.tasks.add_first(20, filtered=False)
        if ends == "reported":
            phase.lose(stage.tasks.tasks[20])
    else:
        stage.tasks.early.put(20, EXITED if ends == "reported" else STOPPED)
    if ends == "not ours":
        stage.kernel.reap(20)
    stage.sweeper.sweep_if_crowded()
    assert stage.known() == ([1, 2, 3] if kept else [2])


def test_a_kernel_that_hides_descriptors_in_flight(stage: Stage) -> None:
    """There nothing can be proved, so nothing is read and nothing forgotten."""
    stage.kernel.facts.in_flight_is_told = False
    stage.sweeper.sweep_if_crowded()
    assert (stage.known(), stage.read) == ([1, 2, 3], [])


def test_a_relaxed_policy_never_forgets(monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> None:
    """What is relaxed may hold objects that no table shows."""
    stage = Stage(monkeypatch, kernel, Policy(relax=frozenset({"io-uring"})))
    stage.sweeper.sweep_if_crowded()
    assert (stage.known(), stage.read) == ([1, 2, 3], [])
