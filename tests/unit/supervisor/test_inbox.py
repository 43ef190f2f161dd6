"""Statuses are served in the order they came, and wait for the parent of an unknown child."""

from __future__ import annotations

import signal
import time

import pytest

from scpipe.linux import process, wait
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.tasks import TaskTable

from .staging import EXITED, STOPPED, Kernel, Registers, table


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


def drain(inbox: Inbox) -> list[tuple[int, int]]:
    """Everything that is to be served."""
    found = []
    while (report := inbox.take()) is not None:
        found.append(report)
    return found


def test_first_come_first_served(inbox: Inbox) -> None:
    """One task that reports often does not starve another."""
    reports = [(10, STOPPED), (20, STOPPED), (10, STOPPED | 1 << 16), (20, EXITED)]
    for report in reports:
        inbox.put(*report)
    assert drain(inbox) == reports
    assert inbox.take() is None


def test_status_marks_the_task(inbox: Inbox, book: TaskTable) -> None:
    """A stop is a stop at once, an end an end, also before they are served."""
    book.tasks[10].listening = True
    inbox.put(10, STOPPED)
    assert (book.tasks[10].stopped, book.tasks[10].gone, book.tasks[10].listening) == (True, False, False)
    inbox.put(10, EXITED)
    assert (book.tasks[10].stopped, book.tasks[10].gone) == (False, True)


def test_fill_takes_everything_that_is_ready(monkeypatch: pytest.MonkeyPatch, inbox: Inbox) -> None:
    """All that waits is taken in before anything is served; without tasks left it says so."""
    ready = [(10, STOPPED), (20, STOPPED)]
    monkeypatch.setattr(wait, "poll_any", lambda: ready.pop(0) if ready else None)
    assert inbox.fill()
    assert drain(inbox) == [(10, STOPPED), (20, STOPPED)]

    def none_left() -> None:
        raise ChildProcessError

    monkeypatch.setattr(wait, "poll_any", none_left)
    assert not inbox.fill()


def test_unknown_child_waits_for_its_parent(inbox: Inbox, book: TaskTable) -> None:
    """What it reported is served in order once the parent's event has told of it."""
    for status in (STOPPED, EXITED):
        inbox.put(30, status)
    assert drain(inbox) == [] and inbox.has_limbo
    book.fork(book.tasks[10], 30)
    inbox.release(30)
    assert drain(inbox) == [(30, STOPPED), (30, EXITED)]
    assert not inbox.has_limbo and book.limbo == {}


def test_number_reused_before_the_end_was_served(inbox: Inbox, book: TaskTable) -> None:
    """A status after the end of a task is of a new one with its number, which nobody knows yet."""
    inbox.put(10, EXITED)
    inbox.put(10, STOPPED)
    assert drain(inbox) == [(10, EXITED)]
    assert book.limbo == {10: [STOPPED]} and inbox.has_limbo


def test_removed_task_is_not_served(inbox: Inbox, book: TaskTable) -> None:
    """Statuses of a task that has been removed are passed over."""
    inbox.put(10, STOPPED)
    inbox.put(20, STOPPED)
    book.remove(10)
    assert drain(inbox) == [(20, STOPPED)]


def test_lost_child_is_adopted_after_a_while(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox, book: TaskTable
) -> None:
    """A child whose parent never tells of it is taken in as it is, not before its time."""
    inbox.put(30, STOPPED)
    inbox.adopt_lost(lambda: True)
    assert 30 not in book.tasks
    later = time.monotonic() + 5
    monkeypatch.setattr(time, "monotonic", lambda: later)
    inbox.adopt_lost(lambda: True)
    assert drain(inbox) == [(30, STOPPED)]
    assert not book.tasks[10].table.private and not inbox.has_limbo


def test_lost_child_dies_where_the_others_do_not_stop(
    monkeypatch: pytest.MonkeyPatch, inbox: Inbox
) -> None:
    """A task that counted as alone may be in the middle of a call: a sharer of its table must not run."""
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(process, "send", lambda pid, number: killed.append((pid, number)))
    inbox.put(30, STOPPED)
    later = time.monotonic() + 5
    monkeypatch.setattr(time, "monotonic", lambda: later)
    inbox.adopt_lost(lambda: False)
    assert killed == [(30, signal.SIGKILL)]
