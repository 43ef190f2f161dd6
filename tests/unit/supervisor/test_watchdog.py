"""A task nobody is going to resume is told of, once; tasks that wait for good reasons are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import STOPPED, Script, table

from scpipe.supervisor import enforce
from scpipe.supervisor.watchdog import PATIENCE, Watchdog, describe
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


@pytest.fixture
def book(kernel: FakeKernel) -> TaskTable:
    """Two processes, both running."""
    return table(kernel, 10, 20)


class Watch:
    """A watch, what it said, and its clock."""

    def __init__(self, book: TaskTable) -> None:
        self.notes: list[str] = []
        self.lines: list[str] = []
        self.watch = Watchdog(book, self.notes.append, self.lines.append)

    def look(self, times: int) -> None:
        """So many looks, each when it is due."""
        for _ in range(times):
            self.watch.look(self.watch.next_look)


def test_forgotten_task_is_told_of_once(book: TaskTable) -> None:
    """Two looks find it in the same stop: a note, its state, and a line of log for every task."""
    watch = Watch(book)
    phase.stand(book.tasks[10])
    watch.look(1)
    assert watch.notes == []
    watch.look(3)
    assert len(watch.notes) == 2 and "1 of 2 tasks" in watch.notes[0] and "first 10" in watch.notes[0]
    assert watch.notes[1].startswith("task 10 of 10") and "in a stop" in watch.notes[1]
    assert len(watch.lines) == 2 and "in a stop" in watch.lines[0]


def test_a_look_before_its_time_is_none(book: TaskTable) -> None:
    """Many looks in a row are not many looks."""
    watch = Watch(book)
    phase.stand(book.tasks[10])
    for _ in range(5):
        watch.watch.look(watch.watch.next_look - PATIENCE / 2)
    assert watch.notes == []


def _serve(task: Task) -> None:
    task.reported += 1


def _hold(task: Task) -> None:
    phase.block(task, phase.Blocked(Script()()))


def _queue(task: Task) -> None:
    task.pending.append(STOPPED)


def _resume(task: Task) -> None:
    phase.run(task, phase.RUNNING)


@pytest.mark.parametrize("happens", [_serve, _hold, _queue, _resume])
def test_no_defect(book: TaskTable, happens: Callable[[Task], None]) -> None:
    """A task in another stop, one that is held on purpose, one whose report waits, one that runs."""
    watch = Watch(book)
    phase.stand(book.tasks[10])
    watch.look(1)
    happens(book.tasks[10])
    watch.look(1)
    assert watch.notes == []


@pytest.mark.parametrize("happens", [enforce.freeze, phase.line_up, _queue])
def test_waiting_in_line_has_an_end(book: TaskTable, happens: Callable[[Task], None]) -> None:
    """One that stands still for another, or waits for its turn, is told of when that takes 30 seconds."""
    watch = Watch(book)
    phase.stand(book.tasks[10])
    happens(book.tasks[10])
    watch.look(3)
    assert watch.notes == []
    watch.look(3)
    assert len(watch.notes) == 2 and "first 10" in watch.notes[0]


def test_description_says_what_is_known(book: TaskTable) -> None:
    """Numbers, and every state that holds."""
    task = book.tasks[10]
    phase.run_call(task, phase.Exclusive())
    phase.stand(task)
    task.call_number = 1
    text = describe(task)
    assert text.startswith("task 10 of 10") and "call 1" in text
    assert "phase Exclusive, in a stop" in text and "frozen" not in text
    phase.block(task, phase.Blocked(Script()()))
    phase.lose(task)
    enforce.freeze(task)
    assert "phase Gone (Blocked in its seccomp stop, in a stop)" in describe(task)
    assert "frozen" in describe(task)
