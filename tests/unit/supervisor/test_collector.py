"""When the ledger is swept, and what puts a sweep off: whatever cannot be proved is not forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from unit.supervisor.staging import EXITED, STOPPED, table

from scpipe.ledger import ledger as ledger_module
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator
from scpipe.linux import tables, wait
from scpipe.linux.originals import Originals
from scpipe.linux.tables import Held, UnreadableError
from scpipe.policy.model import PairMode, Policy
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.collector import Collector
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase

WHO = Creator(7, "/bin/x")


class Stage:
    """A crowded ledger of three pipes, a process that holds the second one, and what /proc would say."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
        self.held = Held({2})
        self.shows = True
        self.stops = True
        self.error: UnreadableError | None = None
        self.ledger = Ledger(policy)
        self.ledger._crowd = 3
        monkeypatch.setattr(ledger_module, "FEW_PAIRS", 3)
        for inode in (1, 2, 3):
            self.ledger.pipes.register(inode, PairMode.ALLOW_EVENTS, WHO)
        self.tasks = tasks = table(10)
        monkeypatch.setattr(stop_the_world, "stop_all", lambda *_all: self.stops)
        monkeypatch.setattr(tables, "shows_descriptors_in_flight", lambda: self.shows)
        monkeypatch.setattr(tables, "traced_by", lambda _tracer: [10, 11])
        monkeypatch.setattr(tables, "threads", lambda pid: [pid, pid + 100])
        monkeypatch.setattr(tables, "share_table", lambda pid, _tid: pid == 10)
        self.read: list[int] = []

        def add(held: Held, tid: int, _deadline: float) -> None:
            self._add(held, tid)

        monkeypatch.setattr(Held, "add_table", add)
        self.sweeper = Collector(policy, self.ledger, Originals(), tasks, Inbox(tasks))

    def _add(self, held: Held, tid: int) -> None:
        self.read.append(tid)
        if self.error is not None:
            raise self.error
        held.pipes |= self.held.pipes
        held.in_flight += self.held.in_flight

    def known(self) -> list[int]:
        """The pipes the ledger still knows."""
        return [inode for inode in (1, 2, 3) if self.ledger.pipes.knows(inode)]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The usual policy."""
    return Stage(monkeypatch, Policy())


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
    stage.held.in_flight = 1


def _unreadable(stage: Stage) -> None:
    stage.error = UnreadableError("no")


def _restless(stage: Stage) -> None:
    stage.stops = False


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
def test_a_task_that_proc_does_not_show(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, told_of: bool, ends: str, kept: bool
) -> None:
    """It lives until waitpid says otherwise, so what it may hold is not forgotten."""
    if told_of:
        stage.tasks.add_first(20, filtered=False)
        if ends == "reported":
            phase.lose(stage.tasks.tasks[20])
    else:
        stage.tasks.early.put(20, EXITED if ends == "reported" else STOPPED)
    monkeypatch.setattr(tables, "threads", lambda pid: [] if pid == 20 else [pid])
    monkeypatch.setattr(wait, "is_ours", lambda _tid: ends != "not ours")
    stage.sweeper.sweep_if_crowded()
    assert stage.known() == ([1, 2, 3] if kept else [2])


def test_a_kernel_that_hides_descriptors_in_flight(stage: Stage) -> None:
    """There nothing can be proved, so nothing is read and nothing forgotten."""
    stage.shows = False
    stage.sweeper.sweep_if_crowded()
    assert (stage.known(), stage.read) == ([1, 2, 3], [])


def test_a_relaxed_policy_never_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is relaxed may hold objects that no table shows."""
    stage = Stage(monkeypatch, Policy(relax=frozenset({"io-uring"})))
    stage.sweeper.sweep_if_crowded()
    assert (stage.known(), stage.read) == ([1, 2, 3], [])
