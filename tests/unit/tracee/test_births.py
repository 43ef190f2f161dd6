"""An event about a number that an earlier child had says nothing of who has it now, however late it comes."""

from __future__ import annotations

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import EXITED, FILES, FORKED, STOPPED, THREAD, VM, clone, table

from scpipe.supervisor.adoption import Adoption
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee.births import PLACES, UnreportedBirths
from scpipe.tracee.phase import Unborn
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


@pytest.fixture
def book(kernel: FakeKernel) -> TaskTable:
    """Two processes; the event of the second is about a child 30, which lives."""
    made = table(kernel, 10, 20)
    kernel.fork(20, 30)
    return made


@pytest.fixture
def inbox(book: TaskTable) -> Inbox:
    """Of which both processes have reported something."""
    made = Inbox(book)
    for tid in (10, 20):
        made.put(tid, STOPPED)
    return made


def _die_untold(inbox: Inbox) -> None:
    for report in (STOPPED, EXITED):
        inbox.put(30, report)


def _adopt(inbox: Inbox, book: TaskTable) -> Task:
    inbox.put(30, STOPPED)
    inbox.births.adopt(30, [])
    inbox.release(30)
    return book.tasks[30]


def test_late_event_about_a_dead_child(inbox: Inbox, book: TaskTable) -> None:
    """The next child with its number is adopted, and dies; the one after that is still nobody's."""
    _die_untold(inbox)
    adopted = _adopt(inbox, book)
    inbox.put(30, EXITED)
    book.remove(adopted)
    inbox.put(30, STOPPED)
    inbox.put(20, FORKED)  # begun before any of them died
    assert 30 not in book.tasks and book.early.stops == {30: [STOPPED]}
    assert book.tasks[20].table.shared


def test_who_has_reported_since_tells_the_truth(inbox: Inbox, book: TaskTable) -> None:
    """A parent that was stopped after the earlier child's death was not in the middle of making it."""
    _die_untold(inbox)
    inbox.put(20, STOPPED)
    inbox.put(30, STOPPED)
    inbox.put(20, FORKED)
    child = book.tasks[30].phase
    assert isinstance(child, Unborn) and child.parent is book.tasks[20]
    assert not book.tasks[20].table.shared


@pytest.mark.parametrize("dies", [False, True])
def test_late_event_about_an_adopted_child(inbox: Inbox, book: TaskTable, dies: bool) -> None:
    """It lives on as it is; if it is dead, the next one with its number is not its maker's."""
    adopted = _adopt(inbox, book)
    if dies:
        inbox.put(30, EXITED)
        book.remove(adopted)
        inbox.put(30, STOPPED)
    inbox.put(20, FORKED)
    assert book.tasks.get(30) is (None if dies else adopted)


def test_late_event_about_an_adopted_leader_whose_thread_executed(
    kernel: FakeKernel, inbox: Inbox, book: TaskTable
) -> None:
    """The thread has its number then, and dies told of; who has the number next is not the maker's."""
    _adopt(inbox, book)
    clone(book, kernel, 30, 31, VM | THREAD | FILES)
    thread = book.execute(30, 31)
    assert thread is book.tasks[30]
    kernel.reap(31)
    inbox.put(30, EXITED)
    book.remove(thread)
    inbox.put(30, STOPPED)
    inbox.put(20, FORKED)
    assert 30 not in book.tasks and book.tasks[20].table.shared


def test_child_that_was_killed_with_its_maker(inbox: Inbox, book: TaskTable) -> None:
    """Nobody serves its end: its number must not be signalled later, when it is somebody else's."""
    inbox.put(20, FORKED)
    for tid in (20, 30):
        inbox.put(tid, EXITED)
    assert 30 in book.tasks
    Adoption(book, inbox).look()
    assert 30 not in book.tasks


def test_numbers_without_end() -> None:
    """None is forgotten, however many there are; one that shares a place may count as noted, never as not."""
    made = UnreportedBirths()
    for now, tid in enumerate(range(5, 5 + 6 * PLACES, 3), start=1):
        made.note(tid, now)
        assert made.lived(tid) == now
    assert all(made.lived(tid) >= now for now, tid in enumerate(range(5, 5 + 6 * PLACES, 3), start=1))


def test_a_number_that_nobody_had() -> None:
    """Others do not count for it, unless they share its place."""
    made = UnreportedBirths()
    made.note(7, 12)
    assert [made.lived(tid) for tid in (6, 7, 8, 7 + PLACES)] == [0, 12, 0, 12]
