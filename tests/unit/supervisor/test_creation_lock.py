"""Socket pairs are made one after the other."""

from __future__ import annotations

import pytest

from scpipe.linux.abi import x86_64
from scpipe.linux.procfs import Identity
from scpipe.supervisor import enforce
from scpipe.supervisor.creation_lock import CreationLock, may_leave_a_pair
from scpipe.tracee import phase
from scpipe.tracee.task import FileTable, Process, Task


def task(tid: int) -> Task:
    """A task of a process of its own, at its seccomp stop."""
    made = Task(tid, Process(tid, Identity("", 0, 0, ())), FileTable({tid}), phase.STOPPED)
    made.call_number = x86_64.SYS_SOCKETPAIR
    return made


def called(creation_lock: CreationLock, finished: Task) -> Task | None:
    """Who is called when a task has finished."""
    creation_lock.finish(finished)
    return creation_lock.take_called()


def test_one_at_a_time() -> None:
    """The second waits until the first has finished, and is then the one."""
    creation_lock, one, two = CreationLock(), task(1), task(2)
    assert creation_lock.begin(one)
    assert not creation_lock.begin(two)
    assert two.phase is phase.IN_LINE
    assert called(creation_lock, one) is two
    assert two.phase is phase.STOPPED
    assert creation_lock.begin(two)
    assert called(creation_lock, two) is None


def test_other_calls_need_no_turn() -> None:
    """What makes no socket pair need not wait for who does."""
    creation_lock, one, two = CreationLock(), task(1), task(2)
    assert creation_lock.begin(one)
    two.call_number = x86_64.SYS_WRITE
    assert creation_lock.begin(two) and two.phase is phase.STOPPED


def test_order_of_arrival() -> None:
    """Who asked first is served first, once."""
    creation_lock, tasks = CreationLock(), [task(tid) for tid in range(1, 5)]
    assert [creation_lock.begin(one) for one in tasks] == [True, False, False, False]
    assert not creation_lock.begin(tasks[1])
    assert [called(creation_lock, one) for one in tasks] == [*tasks[1:], None]


def test_who_dies_in_line_is_passed_over() -> None:
    """A waiting task that is gone gets no turn."""
    creation_lock, one, two, three = CreationLock(), task(1), task(2), task(3)
    for each in (one, two, three):
        creation_lock.begin(each)
    assert called(creation_lock, two) is None
    assert two.phase is phase.STOPPED
    assert called(creation_lock, one) is three


def test_who_dies_when_called_is_passed_over() -> None:
    """A task that is gone after it was called, and before it was served, passes its turn on."""
    creation_lock, one, two, three = CreationLock(), task(1), task(2), task(3)
    for each in (one, two, three):
        creation_lock.begin(each)
    creation_lock.finish(one)
    assert called(creation_lock, two) is three


def test_a_task_is_called_once() -> None:
    """Its turn goes on until it has finished, but it is to be served for it once."""
    creation_lock, one, two = CreationLock(), task(1), task(2)
    creation_lock.begin(one)
    creation_lock.begin(two)
    assert called(creation_lock, one) is two
    assert creation_lock.take_called() is None
    assert not creation_lock.begin(one)


def test_others_end_nothing() -> None:
    """A task that makes no pair does not end another one's turn."""
    creation_lock, one, two = CreationLock(), task(1), task(2)
    creation_lock.begin(one)
    assert called(creation_lock, two) is None
    assert not creation_lock.begin(two)


@pytest.mark.parametrize(
    ("shared", "unknown", "left"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_whose_pair_may_be_left(shared: bool, unknown: bool, left: bool) -> None:
    """A pair dies with a table that was its maker's alone; one that others have had may have been copied."""
    dying = task(1)
    dying.table.shared, dying.table.unknown = shared, unknown
    assert may_leave_a_pair(dying) is left


def test_who_is_to_stand_still_is_served_later() -> None:
    """A task that is called while another call wants it to stand still is served when that is over."""
    creation_lock, one, two = CreationLock(), task(1), task(2)
    for each in (one, two):
        creation_lock.begin(each)
    enforce.freeze(two)
    assert called(creation_lock, one) is None
    assert two.phase is phase.IN_LINE
    enforce.thaw(two)
    assert creation_lock.take_called() is two
