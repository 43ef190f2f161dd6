"""Stops are served in the order they came, and wait for the parent of an unknown child."""

from __future__ import annotations

import signal

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import EXITED, FORKED, STOPPED, table

from scpipe.linux import stops
from scpipe.supervisor.adoption import Adoption
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.serving import is_current
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

ASKED = stops.InterruptStop()


@pytest.fixture
def book(kernel: FakeKernel) -> TaskTable:
    """Two processes."""
    return table(kernel, 10, 20)


@pytest.fixture
def inbox(book: TaskTable) -> Inbox:
    """An empty inbox."""
    return Inbox(book)


@pytest.fixture
def adoption(book: TaskTable, inbox: Inbox) -> Adoption:
    """Takes in who has waited too long, where the others stop or not."""
    return Adoption(book, inbox)


def stopped(kernel: FakeKernel) -> list[int]:
    """Who was asked to stop."""
    return [call[1] for call in kernel.asked("interrupt")]


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


def test_fill_takes_everything_that_is_ready(kernel: FakeKernel, inbox: Inbox) -> None:
    """All that waits is taken in before anything is served; without tasks left it says so."""
    for tid in (10, 20):
        kernel.report(tid, STOPPED)
    assert inbox.fill()
    assert drain(inbox) == [(10, STOPPED), (20, STOPPED)]
    for tid in (10, 20):
        kernel.report(tid, EXITED)
    assert not inbox.fill()
    assert drain(inbox) == [(10, EXITED), (20, EXITED)]


def test_unknown_child_waits_for_its_parent(kernel: FakeKernel, inbox: Inbox, book: TaskTable) -> None:
    """What it reported is served in order once the parent's event has told of it."""
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    assert drain(inbox) == [] and has_early(inbox)
    kernel.fork(10, 30)
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


@pytest.mark.parametrize(
    ("sharing", "asked", "users"), [(0, [], {30}), (20, [20], {20, 30}), (None, [10, 20], {30})]
)
def test_lost_child_is_adopted_after_a_while(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption,
    sharing: int | None, asked: list[int], users: set[int],
) -> None:  # fmt: skip
    """A child whose parent never tells of it is taken in when those have stopped who share its table."""
    kernel.add(30, shares=sharing or 0)
    kernel.facts.tables_are_told = sharing is not None
    inbox.put(30, STOPPED)
    adoption.look()
    assert 30 not in book.tasks
    kernel.clock.go_on(0.2)
    adoption.look()
    assert drain(inbox) == [*((tid, ASKED) for tid in asked), (30, STOPPED)] and not has_early(inbox)
    assert (stopped(kernel), book.tasks[30].table.users) == (asked, users)
    assert book.tasks[10].table.private is (sharing is not None)


@pytest.mark.parametrize("first", ["child", "event"])
def test_child_is_noted_when_its_event_comes(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption, first: str
) -> None:
    """Before its parent is served it is in the table, and stands still, for however long."""
    kernel.fork(20, 30)
    reports = [(30, STOPPED), (20, FORKED)]
    for report in reports if first == "child" else reports[::-1]:
        inbox.put(*report)
    child = book.tasks[30]
    assert is_unborn_of(child, book.tasks[20]) and child.phase.stands
    assert drain(inbox) == [(20, FORKED)]
    kernel.clock.go_on(100)
    adoption.look()
    assert drain(inbox) == [] and stopped(kernel) == []
    tell(inbox, book.tasks[20])
    assert drain(inbox) == [(30, STOPPED)] and not child.is_unborn and not has_early(inbox)


@pytest.mark.parametrize("by_exec", [False, True])
def test_child_whose_maker_dies_unserved_is_lost(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption, by_exec: bool
) -> None:
    """It is taken in anew, with those who share its table by what the kernel says."""
    kernel.fork(20, 30)
    inbox.put(20, FORKED)
    inbox.put(30, STOPPED)
    noted = book.tasks[30]
    if by_exec:  # of another thread, which ends a leader without a word (fs/exec.c de_thread)
        phase.lose(book.tasks[20])
    else:
        kernel.reap(20)
        inbox.put(20, EXITED)
    kernel.clock.go_on(0.2)
    adoption.look()
    assert book.tasks[30] is not noted and noted.is_gone and book.tasks[30].process.filtered
    assert (30, STOPPED) in drain(inbox)


@pytest.mark.parametrize("is_told", [True, False])
def test_event_about_a_dead_child_with_a_living_ones_number(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, is_told: bool
) -> None:
    """An event that comes late does not make another's living child its own, whatever /proc tells."""
    kernel.fork(10, 30)
    inbox.put(10, FORKED)
    tell(inbox, book.tasks[10])
    child = book.tasks[30]
    kernel.fork(20, 30).hidden = set() if is_told else {"status"}
    inbox.put(20, FORKED)
    assert book.tasks[30] is child and book.tasks[20].phase is phase.STOPPED
    assert book.tasks[10].table.private is is_told


def test_child_that_died_before_its_event(kernel: FakeKernel, inbox: Inbox, book: TaskTable) -> None:
    """It is forgotten; where its number is in use again, nobody knows which of the two is meant."""
    for alive in (False, True):
        kernel.fork(20, 30)
        if not alive:
            kernel.reap(30)
        inbox.put(30, STOPPED)
        inbox.put(30, EXITED)
        inbox.put(20, FORKED)
        assert 30 not in book.tasks and book.early.stops == {} and not has_early(inbox)
        assert book.tasks[20].table.shared  # with a child that may live, and be adopted
    kernel.fork(10, 30)
    inbox.put(30, STOPPED)
    assert not book.tasks[10].table.shared
    inbox.put(10, FORKED)
    assert 30 not in book.tasks and book.early.stops == {30: [STOPPED]}
    assert book.tasks[10].table.shared


def test_event_about_a_child_that_was_never_seen(kernel: FakeKernel, inbox: Inbox, book: TaskTable) -> None:
    """Killed before it could report, and waited for: nobody has its number, which is not made a task's."""
    kernel.fork(20, 30)
    kernel.reap(30)
    inbox.put(20, FORKED)
    assert 30 not in book.tasks and book.tasks[20].table.shared


@pytest.mark.parametrize("event_first", [False, True])
def test_unborn_child_whose_number_is_used_again(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, event_first: bool
) -> None:
    """A child that dies while its maker waits leaves nothing to who has its number next."""
    kernel.fork(20, 30)
    inbox.put(20, FORKED)
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    if event_first:  # of the next one's maker
        kernel.fork(10, 30)
        inbox.put(10, FORKED)
        assert 30 not in book.tasks
    inbox.put(30, STOPPED)
    assert 30 not in book.tasks and book.early.stops == {30: [STOPPED]}
    tell(inbox, book.tasks[20])
    assert (20, FORKED) in drain(inbox) and book.early.stops == {30: [STOPPED]}


@pytest.mark.parametrize("thread", [False, True])
def test_child_whose_parent_has_no_cpu_is_not_lost(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption, thread: bool
) -> None:
    """A parent that runs may be on its way to tell of it; but not for ever."""
    for tid in (30, 40):
        kernel.add(tid, of=20 if thread else 0, parent=1 if thread else 20)
    inbox.put(30, STOPPED)
    kernel.clock.go_on(0.2)
    adoption.look()
    assert 30 not in book.tasks
    kernel.tasks[20].state = "S"
    adoption.look()
    assert 30 in book.tasks
    inbox.put(40, STOPPED)
    kernel.tasks[20].state = "R"
    kernel.clock.go_on(20.1)
    adoption.look()
    assert 40 in book.tasks


def test_lost_child_dies_where_the_others_do_not_stop(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption
) -> None:
    """A task that counted as alone may be in the middle of a call: a sharer of its table must not run."""
    kernel.add(30, shares=20)
    kernel.tasks[20].obeys, kernel.clock.step = False, 0.005
    inbox.put(30, STOPPED)
    for _ in range(500):
        kernel.clock.go_on(0.05)
        adoption.look()
    assert kernel.asked("send") == [("send", 30, signal.SIGKILL)]
    assert 5 < len(stopped(kernel)) < 15 and set(stopped(kernel)) == {20}
    assert not book.tasks[10].table.private


def test_child_that_was_killed_at_its_birth_may_end(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption
) -> None:
    """It is let go from its exit stop, where it may be waited for; nobody is stopped to take it in."""
    kernel.add(30, ending=signal.SIGKILL)
    inbox.put(30, STOPPED)
    assert kernel.done() == []
    kernel.report(30, stops.ExitStop())
    inbox.fill()
    assert kernel.asked("cont") == [("cont", 30, 0)]
    kernel.clock.go_on(1)
    adoption.look()
    assert stopped(kernel) == []
    inbox.fill()  # its end
    kernel.clock.go_on(0.5)
    adoption.look()
    assert stopped(kernel) == []
    assert has_early(inbox)  # its parent may still tell of it
    kernel.clock.go_on(30)
    adoption.look()
    assert stopped(kernel) == []
    assert not has_early(inbox) and 30 not in book.tasks


def test_number_of_a_dead_child_that_is_used_again(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable, adoption: Adoption
) -> None:
    """What the dead one reported is not the new one's; an event can mean either, so the kernel is asked."""
    for report in (STOPPED, EXITED):
        inbox.put(30, report)
    kernel.clock.go_on(0.09)
    kernel.add(30)
    inbox.put(30, stops.SyscallStop())
    kernel.clock.go_on(0.09)
    adoption.look()
    assert 30 not in book.tasks
    kernel.clock.go_on(0.09)
    adoption.look()
    assert drain(inbox) == [(30, stops.SyscallStop())]


def test_a_stop_of_a_dead_task_is_over(inbox: Inbox, book: TaskTable) -> None:
    """Whoever stands at such a stop now has only its number."""
    inbox.put(10, STOPPED)
    assert is_current(book.tasks[10], STOPPED)
    inbox.put(10, EXITED)
    assert not is_current(book.tasks[10], STOPPED) and is_current(book.tasks[10], EXITED)


def test_dead_child_is_forgotten_with_the_last_task(
    inbox: Inbox, book: TaskTable, adoption: Adoption
) -> None:
    """Where no parent is left, nobody is going to tell of it."""
    inbox.put(30, EXITED)
    book.remove(book.tasks[10])
    adoption.look()
    assert has_early(inbox)
    book.remove(book.tasks[20])
    adoption.look()
    assert not has_early(inbox)
