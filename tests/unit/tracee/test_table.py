"""Who shares a descriptor table with whom, by clone flags, exec and what nobody told us."""

from __future__ import annotations

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import Descriptors
from unit.supervisor.staging import FILES, FORKED, THREAD, VFORK, VM, Script, clone, table

from scpipe.linux.abi import x86_64
from scpipe.tracee import phase
from scpipe.tracee.births import find_sharers
from scpipe.tracee.table import TaskTable


class Kept:
    """What is kept by the numbers of tasks."""

    def __init__(self) -> None:
        self.forgotten: list[int] = []

    def forget(self, tid: int) -> None:
        """See scpipe.tracee.table.Kept."""
        self.forgotten.append(tid)


@pytest.fixture
def book(kernel: FakeKernel) -> TaskTable:
    """One command, which forks."""
    made = table(kernel, 10)
    kernel.stand(10, FORKED).in_the_call(x86_64.SYS_FORK)
    return made


def start(book: TaskTable, kernel: FakeKernel, pid: int) -> None:
    """Another process, of which nobody has told."""
    kernel.add(pid)
    book.add_first(pid, filtered=False)


@pytest.mark.parametrize("number", [x86_64.SYS_FORK, x86_64.SYS_VFORK])
def test_fork_copies_the_table(book: TaskTable, kernel: FakeKernel, number: int) -> None:
    """A forked child is a process with a table of its own; it takes over what its parent was."""
    parent = book.tasks[10]
    parent.process.filtered, parent.process.dumpable, parent.process.fills_counters = True, 0, True
    kernel.tasks[10].in_the_call(number)
    child = book.fork(parent, 11)
    assert child.process is book.processes[11] is not parent.process
    assert child.table.private and parent.table.private
    assert (child.process.filtered, child.process.dumpable, child.process.fills_counters) == (True, 0, True)
    assert child.process.identity == parent.process.identity
    assert book.made == 2


@pytest.mark.parametrize(
    ("flags", "same_process", "same_table"),
    [
        (0, False, False),
        (VM | VFORK, False, False),
        (FILES, False, True),
        (VM | FILES, False, True),
        (VM | THREAD | FILES, True, True),
        (VM | THREAD, True, False),
        (0xDEAD_0000_0000 | FILES, False, True),
    ],
)
def test_clone_by_its_flags(
    book: TaskTable, kernel: FakeKernel, flags: int, same_process: bool, same_table: bool
) -> None:
    """CLONE_THREAD decides the process and CLONE_FILES the table, each by itself."""
    clone(book, kernel, 10, 11, flags)
    parent, child = book.tasks[10], book.tasks[11]
    assert (child.process is parent.process) is same_process
    assert (child.table is parent.table) is same_table
    assert parent.table.private is not same_table
    assert book.sharers(parent) == ([child] if same_table else [])


@pytest.mark.parametrize("group", [10, 11, 0])
def test_clone3_shares_with_unknown_tasks(book: TaskTable, kernel: FakeKernel, group: int) -> None:
    """Flags that lie in memory cannot be known: thread by /proc, table taken for shared."""
    kernel.tasks[10].in_the_call(x86_64.SYS_CLONE3)
    kernel.add(11, of=10 if group == 10 else 0, hidden=set() if group else {"status"})
    child = book.fork(book.tasks[10], 11)
    assert (child.process is book.processes[10]) is (group == 10)
    assert child.table is book.tasks[10].table and not child.table.private


def test_sharers_go_when_they_go(book: TaskTable, kernel: FakeKernel) -> None:
    """A table is private again when its other users are gone; the process goes elsewhere."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    assert [task.tid for task in book.remove(book.tasks[11])] == [11]
    assert book.tasks[10].table.private and book.processes[10].threads == {10}


def test_a_table_that_was_shared_stays_such(book: TaskTable, kernel: FakeKernel) -> None:
    """Who has had a table may have copied what was in it, also when it is gone; forks and exec begin anew."""
    clone(book, kernel, 10, 11, 0)
    assert not book.tasks[10].table.shared
    clone(book, kernel, 10, 12, VM | THREAD | FILES)
    book.remove(book.tasks[12])
    assert book.tasks[10].table.private and book.tasks[10].table.shared
    clone(book, kernel, 10, 13, 0)
    assert not book.tasks[11].table.shared and not book.tasks[13].table.shared
    book.execute(10, 10)
    assert not book.tasks[10].table.shared


def test_leader_goes_last(book: TaskTable, kernel: FakeKernel) -> None:
    """A thread whose exec was never served, because it was killed, goes with its leader's number."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    assert {task.tid for task in book.remove(book.tasks[10])} == {10, 11}
    assert 11 not in book.tasks and 10 not in book.processes


def test_number_that_is_used_again(book: TaskTable, kernel: FakeKernel) -> None:
    """A dead task with a child's number is replaced; it must not hide whose table the child shares."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    dead, kept = book.tasks[11], Kept()
    phase.lose(dead)
    book._kept = kept
    start(book, kernel, 20)
    clone(book, kernel, 20, 11, FILES)
    book.remove(dead)  # it is served later, and takes nothing from the living
    assert kept.forgotten == [11]
    assert book.tasks[11].table is book.tasks[20].table and not book.tasks[20].table.private
    assert book.tasks[10].table.private


@pytest.mark.parametrize("flags", [FILES, VM | THREAD | FILES])
def test_number_of_a_thread_that_executes(book: TaskTable, kernel: FakeKernel, flags: int) -> None:
    """exec frees it before it is told of: both are known by then, and each keeps what is its own."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    start(book, kernel, 20)
    thread = book.tasks[11]
    clone(book, kernel, 20, 11, flags)
    child = book.tasks[11]
    assert child is not thread and child.table is book.tasks[20].table and not child.table.private
    assert book.processes[10].executing is thread and book.threads_of(book.processes[10])[-1] is thread
    assert book.execute(10, 11) is thread and book.processes[10].executing is None
    assert (thread.tid, thread.is_gone, book.tasks[10], book.tasks[11]) == (10, False, thread, child)
    assert child.table.users == {20, 11} and thread.table.users == {10}


def test_number_of_which_nobody_can_tell(book: TaskTable, kernel: FakeKernel) -> None:
    """Where /proc does not say who has a living task's number, no table is known to be private."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    start(book, kernel, 20)
    kernel.fork(20, 11).hidden = {"status"}
    assert book.fork(book.tasks[20], 11) is None
    assert not any(task.table.private for task in book.tasks.values())


def test_exec_of_another_process(book: TaskTable, kernel: FakeKernel) -> None:
    """A number that is not of the leader's process executes nothing for it."""
    start(book, kernel, 20)
    assert book.execute(10, 20) is None
    assert book.execute(30, 20) is None


def test_removal_closes_the_operation(book: TaskTable) -> None:
    """What was under way for a task that is gone ends."""
    script = Script()
    operation = script()
    task = book.tasks[10]
    phase.block(task, phase.Blocked(operation))
    book.remove(book.tasks[10])
    assert task.is_gone and operation.gi_frame is None


def test_adoption_can_make_every_table_unknown(book: TaskTable, kernel: FakeKernel) -> None:
    """A child of which nobody knows what it shares may share with anybody: no table is private any more."""
    clone(book, kernel, 10, 11, 0)
    adopted = book.adopt(20, None)
    assert not any(task.table.private for task in book.tasks.values())
    assert adopted.process.filtered and book.processes[20] is adopted.process
    assert set(book.sharers(book.tasks[11])) == {book.tasks[10], adopted}


def test_adopted_child_has_the_table_of_its_sharers(book: TaskTable, kernel: FakeKernel) -> None:
    """Another's table, or its own; others stay private. Sharers of two tables are a contradiction."""
    clone(book, kernel, 10, 11, 0)
    clone(book, kernel, 11, 12, FILES)
    assert book.adopt(20, [book.tasks[12]]).table is book.tasks[11].table
    assert book.tasks[11].table.users == {11, 12, 20}
    alone = book.adopt(21, [])
    assert alone.table.private and alone.table.shared and book.tasks[10].table.private
    assert book.adopt(22, [book.tasks[10], book.tasks[11]]).table.unknown
    assert not book.tasks[10].table.private


def test_who_shares_the_table_of_a_lost_child(kernel: FakeKernel, book: TaskTable) -> None:
    """The kernel is asked of every task; where it does not tell of one, nothing is known."""
    start(book, kernel, 11)
    child = kernel.add(20, shares=11)
    assert find_sharers(book, 20) == [book.tasks[11]]
    child.table = Descriptors()
    assert find_sharers(book, 20) == []
    kernel.facts.tables_are_told = False
    assert find_sharers(book, 20) is None


def test_adopted_thread_joins_its_process(book: TaskTable, kernel: FakeKernel) -> None:
    """/proc says whose thread it is."""
    kernel.add(12, of=10)
    assert book.adopt(12, None).process is book.processes[10]
    assert book.processes[10].threads == {10, 12}


def test_event_after_adoption_changes_nothing(book: TaskTable, kernel: FakeKernel) -> None:
    """The parent's event may come late: the child stays in its unknown table."""
    kernel.add(11)
    adopted = book.adopt(11, None)
    assert book.fork(book.tasks[10], 11) is None and book.tasks[11] is adopted
    assert not adopted.table.private


def test_fork_after_adoption_is_private(book: TaskTable) -> None:
    """A new copy of a table is known again."""
    book.adopt(20, None)
    assert book.fork(book.tasks[10], 21).table.private


def test_exec_gives_a_table_of_its_own(book: TaskTable, kernel: FakeKernel) -> None:
    """The leader's exec leaves a shared table to the others."""
    clone(book, kernel, 10, 11, FILES)
    book.tasks[10].process.dumpable = 0
    task = book.execute(10, 10)
    assert task is book.tasks[10] and task.table.private and task.process.dumpable == 1
    assert book.tasks[11].table.users == {11}


def test_exec_by_another_thread(book: TaskTable, kernel: FakeKernel) -> None:
    """The thread takes the leader's number; the leader's task is gone with what it did."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    leader, thread = book.tasks[10], book.tasks[11]
    script = Script()
    operation = script()
    phase.block(leader, phase.Blocked(operation))
    assert book.execute(10, 11) is thread
    assert book.tasks == {10: thread} and thread.tid == 10
    assert thread.table.users == {10} and thread.process.threads == {10}
    assert leader.is_gone and operation.gi_frame is None


def test_exec_ends_an_unknown_table(book: TaskTable) -> None:
    """After exec nobody unknown shares the table."""
    book.adopt(20, None)
    task = book.execute(10, 10)
    assert task is not None and task.table.private


def test_exec_by_nobody_known(book: TaskTable) -> None:
    """A thread that is not in the table cannot become one."""
    assert book.execute(10, 99) is None
