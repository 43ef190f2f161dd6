"""Stops are served in the order they came, and wait for the parent of an unknown child."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable

import pytest
from unit.supervisor.staging import EXITED, STOPPED, STOPPED_STATUS, Kernel, Registers, table

from scpipe.linux import process, procfs, ptrace, stops, tables, wait
from scpipe.supervisor import stop_the_world
from scpipe.supervisor.adoption import Adoption
from scpipe.supervisor.inbox import Inbox, is_current
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> TaskTable:
    """Two processes that do not exist."""
    Kernel(monkeypatch)
    Registers(monkeypatch)
    return table(10, 20)


@pytest.fixture
def inbox(book: TaskTable) -> Inbox:
    """An empty inbox."""
    return Inbox(book)


def drain(inbox: Inbox) -> list[tuple[int, stops.Stop]]:
    """Everything that is to be served."""
    found = []
    while (report := inbox.take()) is not None:
        found.append((report[0].tid, report[1]))
    return found


def has_early(inbox: Inbox) -> bool:
    """Whether a child waits for its parent to tell of it."""
    return bool(inbox._table.early.stops)


def tell(inbox: Inbox, parent: Task) -> None:
    """Serve a parent for the child it has told of."""
    if child := inbox.births.tell(parent):
        inbox.release(child)


def is_unborn_of(child: Task, parent: Task) -> bool:
    """Whether a child waits for this parent to be served."""
    return isinstance(child.phase, phase.Unborn) and child.phase.parent is parent


def test_first_come_first_served(inbox: Inbox) -> None:
    """One task that reports often does not starve another."""
    reports = [(10, STOPPED), (20, STOPPED), (10, stops.SyscallStop()), (20, EXITED)]
    for report in reports:
        inbox.put(*report)
    assert drain(inbox) == reports
    assert inbox.take() is None


def test_a_report_marks_the_task(inbox: Inbox, book: TaskTable) -> None:
    """A stop is a stop at once, an end an end, also before they are served."""
    phase.run(book.tasks[10], phase.GROUP_STOPPED)
    inbox.put(10, STOPPED)
    assert book.tasks[10].phase is phase.STOPPED
    inbox.put(10, EXITED)
    assert book.tasks[10].is_gone


def test_fill_takes_everything_that_is_ready(monkeypatch: pytest.MonkeyPatch, inbox: Inbox) -> None:
    """All that waits is taken in before anything is served; without tasks left it says so."""
    ready = [(10, STOPPED_STATUS), (20, STOPPED_STATUS)]
    monkeypatch.setattr(wait, "poll_any", lambda: ready.pop(0) if ready else None)
    assert inbox.fill()
    assert drain(inbox) == [(10, STOPPED), (20, STOPPED)]

    def none_left() -> None:
        raise ChildProcessError

    monkeypatch.setattr(wait, "poll_any", none_left)
    assert not inbox.fill()


def test_unknown_child_waits_for_its_parent(inbox: Inbox, book: TaskTable) -> None:
    """What it reported is served in order once the parent's event has told of it."""
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    assert drain(inbox) == [] and has_early(inbox)
    book.fork(book.tasks[10], 30)
    inbox.release(30)
    assert drain(inbox) == [(30, STOPPED), (30, EXITED)]
    assert not has_early(inbox) and book.early.stops == {}


def test_number_reused_before_the_end_was_served(inbox: Inbox, book: TaskTable) -> None:
    """A report after the end of a task is of a new one with its number, which nobody knows yet."""
    inbox.put(10, EXITED)
    inbox.put(10, STOPPED)
    assert drain(inbox) == [(10, EXITED)]
    assert book.early.stops == {10: [STOPPED]} and has_early(inbox)


def test_removed_task_is_not_served(inbox: Inbox, book: TaskTable) -> None:
    """Reports of a task that has been removed are passed over."""
    inbox.put(10, STOPPED)
    inbox.put(20, STOPPED)
    book.remove(book.tasks[10])
    assert drain(inbox) == [(20, STOPPED)]


class Clock:
    """What time it is, as long as the test wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: self._now)

    def go_on(self, seconds: float) -> None:
        """It is later now."""
        self._now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands."""
    return Clock(monkeypatch)


class Others:
    """Who shares the table of a lost child, whom it was asked to stop, and whether they do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sharing: set[int] | None = set()
        self.still = True
        self.stopped: list[list[int]] = []
        self._adoption: Adoption | None = None
        monkeypatch.setattr(tables, "share_table", self._shares)
        monkeypatch.setattr(stop_the_world, "stop", self._stop)

    def _shares(self, _tid: int, other: int) -> bool | None:
        return None if self.sharing is None else other in self.sharing

    def _stop(self, tasks: Iterable[Task], _inbox: Inbox) -> bool:
        self.stopped.append([task.tid for task in tasks])
        return self.still

    def adopt_lost(self, inbox: Inbox) -> None:
        """Take in who has waited too long, where the others stop or not."""
        if self._adoption is None:
            self._adoption = Adoption(inbox._table, inbox)
        self._adoption.look()


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Others:
    """Nobody shares anything."""
    return Others(monkeypatch)


@pytest.mark.parametrize(
    ("sharing", "stopped", "users"), [(set(), [], {30}), ({20}, [20], {20, 30}), (None, [10, 20], {30})]
)
def test_lost_child_is_adopted_after_a_while(
    inbox: Inbox, book: TaskTable, clock: Clock, others: Others,
    sharing: set[int] | None, stopped: list[int], users: set[int],
) -> None:  # fmt: skip
    """A child whose parent never tells of it is taken in when those have stopped who share its table."""
    others.sharing = sharing
    inbox.put(30, STOPPED)
    others.adopt_lost(inbox)
    assert 30 not in book.tasks
    clock.go_on(0.2)
    others.adopt_lost(inbox)
    assert drain(inbox) == [(30, STOPPED)] and not has_early(inbox)
    assert (others.stopped, book.tasks[30].table.users) == ([stopped], users)
    assert book.tasks[10].table.private is (sharing is not None)


FORKED = stops.ForkStop(stops.EVENT_FORK)


@pytest.fixture
def tells_of(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the next events say; each child they name is there."""
    children: list[int] = []
    monkeypatch.setattr(ptrace, "event_message", lambda tid, event: children.pop(0))
    monkeypatch.setattr(process, "exists", lambda tid: True)
    return children


@pytest.mark.parametrize("first", ["child", "event"])
def test_child_is_noted_when_its_event_comes(
    inbox: Inbox, book: TaskTable, clock: Clock, others: Others, tells_of: list[int], first: str
) -> None:
    """Before its parent is served it is in the table, and stands still, for however long."""
    tells_of.append(30)
    reports = [(30, STOPPED), (20, FORKED)]
    for report in reports if first == "child" else reports[::-1]:
        inbox.put(*report)
    child = book.tasks[30]
    assert is_unborn_of(child, book.tasks[20]) and child.phase.stands
    assert drain(inbox) == [(20, FORKED)]
    clock.go_on(100)
    others.adopt_lost(inbox)
    assert drain(inbox) == [] and others.stopped == []
    tell(inbox, book.tasks[20])
    assert drain(inbox) == [(30, STOPPED)] and not child.is_unborn and not has_early(inbox)


@pytest.mark.parametrize("by_exec", [False, True])
def test_child_whose_maker_dies_unserved_is_lost(
    inbox: Inbox, book: TaskTable, clock: Clock, others: Others, tells_of: list[int], by_exec: bool
) -> None:
    """It is taken in anew, with those who share its table by what the kernel says."""
    tells_of.append(30)
    inbox.put(20, FORKED)
    inbox.put(30, STOPPED)
    noted = book.tasks[30]
    if by_exec:  # of another thread, which ends a leader without a word (fs/exec.c de_thread)
        phase.lose(book.tasks[20])
    else:
        inbox.put(20, EXITED)
    clock.go_on(0.2)
    others.adopt_lost(inbox)
    assert book.tasks[30] is not noted and noted.is_gone and book.tasks[30].process.filtered
    assert (30, STOPPED) in drain(inbox)


def test_event_about_a_dead_child_with_a_living_ones_number(
    inbox: Inbox, book: TaskTable, tells_of: list[int]
) -> None:
    """An event that comes late does not make another's living child its own."""
    tells_of += [30, 30]
    kernel_says = book.tasks[10]
    inbox.put(10, FORKED)
    tell(inbox, kernel_says)
    child = book.tasks[30]
    inbox.put(20, FORKED)
    assert book.tasks[30] is child and book.tasks[20].phase is phase.STOPPED


def test_child_that_died_before_its_event(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox, book: TaskTable, tells_of: list[int]
) -> None:
    """It is forgotten; where its number is in use again, nobody knows which of the two is meant."""
    for alive in (False, True):
        monkeypatch.setattr(process, "exists", lambda tid, alive=alive: alive)
        tells_of.append(30)
        inbox.put(30, STOPPED)
        inbox.put(30, EXITED)
        inbox.put(20, FORKED)
        assert 30 not in book.tasks and book.early.stops == {} and not has_early(inbox)
        assert book.tasks[20].table.shared  # with a child that may live, and be adopted
    tells_of.append(30)
    inbox.put(30, STOPPED)
    assert not book.tasks[10].table.shared
    inbox.put(10, FORKED)
    assert 30 not in book.tasks and book.early.stops == {30: [STOPPED]}
    assert book.tasks[10].table.shared


@pytest.mark.parametrize("event_first", [False, True])
def test_unborn_child_whose_number_is_used_again(
    inbox: Inbox, book: TaskTable, tells_of: list[int], event_first: bool
) -> None:
    """A child that dies while its maker waits leaves nothing to who has its number next."""
    tells_of.append(30)
    inbox.put(20, FORKED)
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    if event_first:  # of the next one's maker
        tells_of.append(30)
        inbox.put(10, FORKED)
        assert 30 not in book.tasks
    inbox.put(30, STOPPED)
    assert 30 not in book.tasks and book.early.stops == {30: [STOPPED]}
    tell(inbox, book.tasks[20])
    assert (20, FORKED) in drain(inbox) and book.early.stops == {30: [STOPPED]}


@pytest.mark.parametrize("thread", [False, True])
def test_child_whose_parent_has_no_cpu_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox, book: TaskTable, clock: Clock, others: Others, thread: bool
) -> None:
    """A parent that runs may be on its way to tell of it; but not for ever."""
    monkeypatch.setattr(procfs, "thread_group", lambda tid: 20 if thread else tid)
    monkeypatch.setattr(procfs, "parent", lambda tid: 1 if thread else 20)
    states = {10: "R", 20: "R"}
    monkeypatch.setattr(procfs, "state", lambda pid, tid: states[tid])
    inbox.put(30, STOPPED)
    clock.go_on(0.2)
    others.adopt_lost(inbox)
    assert 30 not in book.tasks
    states[20] = "S"
    others.adopt_lost(inbox)
    assert 30 in book.tasks
    inbox.put(40, STOPPED)
    states[20] = "R"
    clock.go_on(20.1)
    others.adopt_lost(inbox)
    assert 40 in book.tasks


def test_lost_child_dies_where_the_others_do_not_stop(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox, book: TaskTable, clock: Clock, others: Others
) -> None:
    """A task that counted as alone may be in the middle of a call: a sharer of its table must not run."""
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(process, "send", lambda pid, number: killed.append((pid, number)))
    others.sharing, others.still = {20}, False
    inbox.put(30, STOPPED)
    for _ in range(500):
        clock.go_on(0.05)
        others.adopt_lost(inbox)
    assert killed == [(30, signal.SIGKILL)]
    assert 5 < len(others.stopped) < 15 and all(stopped == [20] for stopped in others.stopped)
    assert not book.tasks[10].table.private


def test_child_that_was_killed_at_its_birth_may_end(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox, book: TaskTable, clock: Clock, others: Others
) -> None:
    """It is let go from its exit stop, where it may be waited for; nobody is stopped to take it in."""
    resumed: list[int] = []
    monkeypatch.setattr(ptrace, "cont", resumed.append)
    inbox.put(30, STOPPED)
    assert resumed == []
    inbox.put(30, stops.ExitStop())
    assert resumed == [30]
    clock.go_on(1)
    others.adopt_lost(inbox)
    assert others.stopped == []
    inbox.put(30, EXITED)
    clock.go_on(0.5)
    others.adopt_lost(inbox)
    assert others.stopped == []
    assert has_early(inbox)  # its parent may still tell of it
    clock.go_on(30)
    others.adopt_lost(inbox)
    assert others.stopped == []
    assert not has_early(inbox) and 30 not in book.tasks


def test_number_of_a_dead_child_that_is_used_again(
    inbox: Inbox, book: TaskTable, clock: Clock, others: Others
) -> None:
    """What the dead one reported is not the new one's; an event can mean either, so the kernel is asked."""
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    clock.go_on(0.09)
    inbox.put(30, stops.SyscallStop())
    clock.go_on(0.09)
    others.adopt_lost(inbox)
    assert 30 not in book.tasks
    clock.go_on(0.09)
    others.adopt_lost(inbox)
    assert drain(inbox) == [(30, stops.SyscallStop())]


def test_a_stop_of_a_dead_task_is_over(inbox: Inbox, book: TaskTable) -> None:
    """Whoever stands at such a stop now has only its number."""
    inbox.put(10, STOPPED)
    assert is_current(book.tasks[10], STOPPED)
    inbox.put(10, EXITED)
    assert not is_current(book.tasks[10], STOPPED) and is_current(book.tasks[10], EXITED)


def test_dead_child_is_forgotten_with_the_last_task(inbox: Inbox, book: TaskTable, others: Others) -> None:
    """Where no parent is left, nobody is going to tell of it."""
    inbox.put(30, EXITED)
    book.remove(book.tasks[10])
    others.adopt_lost(inbox)
    assert has_early(inbox)
    book.remove(book.tasks[20])
    others.adopt_lost(inbox)
    assert not has_early(inbox)
