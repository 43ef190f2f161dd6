"""Which filters a task has: what it was given, what a child has, and what stays over an exec."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import Memory as FakeMemory
from unit.supervisor.staging import FILES, FORKED, THREAD, VFORK, VM, clone, table

from scpipe.linux.abi import x86_64
from scpipe.seccomp.extension import lets_move
from scpipe.tracee.armed import EVERYTHING, NOTHING, Armed, Memory, Programs
from scpipe.tracee.table import TaskTable, company
from scpipe.tracee.task import Task

FOUR = frozenset((4,))
numbers = st.sets(st.integers(0, 12)).map(frozenset)


@pytest.fixture
def book(kernel: FakeKernel) -> TaskTable:
    """One command, in which writes are trapped by descriptor; it has a filter for 4, in a file."""
    made = table(kernel, 10, armed=True)
    first = made.tasks[10]
    first.armed = first.armed.plus(FOUR)
    first.memory.programs.append(Programs(b"7f00-7f01 r--s", {FOUR: 0x7F00}, 0x7F00, 1))
    return made


def _child(book: TaskTable, tid: int = 11) -> Task:
    return book.tasks[tid]


@given(st.lists(st.none() | numbers, max_size=6), numbers)
def test_what_is_trapped_grows(added: list[frozenset[int] | None], asked: frozenset[int]) -> None:
    """Each filter is counted, none takes a number away; after one for all nothing is lacking."""
    armed = NOTHING
    for part in added:
        before, armed = armed, armed.plus(part)
        assert armed.filters == before.filters + 1
        assert armed.lacks(asked) <= before.lacks(asked)
    known = {number for part in added if part is not None for number in part}
    assert armed.lacks(asked) == (frozenset() if None in added else asked - known)
    assert armed.everything is (None in added)


def test_the_ends_of_the_range() -> None:
    """Nothing traps nothing, everything everything."""
    assert NOTHING.lacks(FOUR) == FOUR and NOTHING.filters == 0
    assert EVERYTHING.lacks(frozenset(range(1000))) == frozenset()
    assert Armed() == NOTHING != EVERYTHING


def test_a_command_begins_with_nothing_or_with_all(kernel: FakeKernel) -> None:
    """By descriptor it has no filter of ours yet; with --trap all nothing is ever lacking, nor kept."""
    for armed in (False, True):
        book = table(kernel, 10, armed=armed)
        first = book.tasks[10]
        assert first.armed == (NOTHING if armed else EVERYTHING)
        assert book.traps_all is not armed
        assert first.memory.programs == [] and not first.memory.crowded


@pytest.mark.parametrize(
    ("number", "flags", "shared"),
    [
        (x86_64.SYS_FORK, 0, False),
        (x86_64.SYS_VFORK, 0, True),
        (x86_64.SYS_CLONE, 0, False),
        (x86_64.SYS_CLONE, VM | VFORK, True),
        (x86_64.SYS_CLONE, FILES, False),
        (x86_64.SYS_CLONE, VM, True),
        (x86_64.SYS_CLONE, VM | THREAD | FILES, True),
        (x86_64.SYS_CLONE3, 0, True),
    ],
)
def test_a_child_has_its_parents_filters(
    book: TaskTable, kernel: FakeKernel, number: int, flags: int, shared: bool
) -> None:
    """The kernel copies them at any clone; the memory is its parent's by CLONE_VM, as in vfork, or a copy."""
    parent = book.tasks[10]
    kernel.add(11, of=10 if flags & THREAD else 0)
    kernel.stand(10, FORKED).in_the_call(number, flags)
    book.fork(parent, 11)
    child = _child(book)
    assert child.armed == parent.armed and child.armed.numbers == FOUR
    assert (child.memory is parent.memory) is shared
    places = [one.places for one in parent.memory.programs]
    assert [one.places for one in child.memory.programs] == places
    parent.armed = parent.armed.plus(frozenset((5,)))
    later = {4, 5} if flags & THREAD else FOUR
    assert child.armed.numbers == later, "what one process is given later the other has not, all threads have"


def test_a_copy_of_memory_goes_its_own_way(book: TaskTable, kernel: FakeKernel) -> None:
    """What a forked child unmaps or maps its parent has, or has not; a vforked one's is its parent's."""
    clone(book, kernel, 10, 11, 0)
    clone(book, kernel, 10, 12, VM | VFORK)
    parent, forked, vforked = (book.tasks[tid] for tid in (10, 11, 12))
    forked.memory.programs.clear()
    assert len(parent.memory.programs) == 1
    vforked.memory.programs.append(Programs(b"x", {}, 0, 1))
    assert len(parent.memory.programs) == 2 and forked.memory.programs == []


def test_who_has_a_memory_is_kept_with_it(book: TaskTable, kernel: FakeKernel) -> None:
    """Threads, who is vforked, and other clones; not who has a copy, nor who is gone or has executed."""
    clone(book, kernel, 10, 11, VM | VFORK)
    clone(book, kernel, 11, 12, VM | VFORK)
    clone(book, kernel, 12, 13, 0)
    clone(book, kernel, 10, 14, VM | THREAD | FILES)
    ten, thirteen = book.tasks[10], book.tasks[13]
    assert ten.memory.users == {10, 11, 12, 14} and thirteen.memory.users == {13}
    book.execute(11, 11)
    book.remove(book.tasks[14])
    assert ten.memory.users == {10, 12} and book.tasks[11].memory.users == {11}


@pytest.mark.parametrize(
    ("flags", "others"),
    [
        (0, set()),
        (VM | VFORK, {11}),
        (FILES, {11}),
        (VM, {11}),
        (VM | THREAD, {11}),
        (VM | THREAD | FILES, {11}),
    ],
)
def test_the_company_of_a_task(book: TaskTable, kernel: FakeKernel, flags: int, others: set[int]) -> None:
    """Whoever shares its table, its memory or its filters; a forked child shares none of them."""
    kernel.add(30)
    book.add_first(30, filtered=False)
    clone(book, kernel, 10, 11, flags)
    first, child = book.tasks[10], book.tasks[11]
    assert {other.tid for other in company(book, first)} == others
    assert {other.tid for other in company(book, child)} == ({10} if others else set())
    assert first.is_alone is child.is_alone is not others
    first.table.unknown = True
    assert {other.tid for other in company(book, first)} == {11, 30} and not first.is_alone


@pytest.mark.parametrize("sealable", [True, False])
@pytest.mark.parametrize(
    ("flags", "owns"),
    [
        (0, True),
        (VM | VFORK, True),
        (VM, True),
        (FILES, False),
        (VM | THREAD, False),
        (VM | VFORK | FILES, False),
    ],
)
def test_who_gets_numbers_while_others_run(
    book: TaskTable, kernel: FakeKernel, flags: int, owns: bool, sealable: bool
) -> None:
    """Who shares nothing but memory, where that can be sealed; who shares nothing in any case."""
    book.tasks[10].memory.sealable = sealable
    clone(book, kernel, 10, 11, flags)
    for task in (book.tasks[10], book.tasks[11]):
        assert task.owns_numbers is owns
        assert task.acts_alone is (owns and (sealable or flags == 0))
        assert task.is_alone is (flags == 0)
        task.table.unknown = True
        assert not task.owns_numbers and not task.acts_alone


def test_nothing_is_sealed_in_a_copy(book: TaskTable, kernel: FakeKernel) -> None:
    """A mapping can be left out of a copy, and something else be put there; who shares it has it sealed."""
    first = book.tasks[10]
    first.memory.sealable = first.memory.programs[0].sealed = True
    clone(book, kernel, 10, 11, 0)
    clone(book, kernel, 10, 12, VM | VFORK)
    (copied,) = book.tasks[11].memory.programs
    assert not copied.sealed and book.tasks[11].memory.sealable
    assert (copied.identity, copied.places, copied.start, copied.size) == (
        b"7f00-7f01 r--s",
        {FOUR: 0x7F00},
        0x7F00,
        1,
    )
    assert book.tasks[12].memory is first.memory and first.memory.programs[0].sealed


@pytest.mark.parametrize("seals", [True, False])
def test_new_memory_can_be_sealed_where_the_kernel_does(kernel: FakeKernel, seals: bool) -> None:
    """A command's, that of a program that is executed, and that of a child nobody told of."""
    made = TaskTable(armed=True, seals=seals)
    kernel.add(10), kernel.add(11)
    first = made.add_first(10, filtered=False)
    assert first.memory.sealable is seals
    first.memory.sealable = not seals  # found out meanwhile
    assert made.execute(10, 10) is first and first.memory.sealable is seals
    assert made.adopt(11, []).memory.sealable is seals


@pytest.mark.parametrize(
    ("shared", "armed", "unknown", "kept"),
    [
        (False, EVERYTHING, False, True),
        (True, NOTHING, False, True),
        (True, NOTHING.plus(FOUR), False, True),
        (True, NOTHING.plus(FOUR), True, False),
        (True, NOTHING.plus(frozenset((1, 4))), False, False),
        (True, EVERYTHING, False, False),
    ],
)
def test_where_numbers_are_kept(
    book: TaskTable, kernel: FakeKernel, shared: bool, armed: Armed, unknown: bool, kept: bool
) -> None:
    """Nobody moves an end below a call that was let run: in a table of one, or where every way is trapped."""
    if shared:
        clone(book, kernel, 10, 11, VM | THREAD | FILES)
    task = book.tasks[10]
    task.armed, task.table.unknown = armed, unknown
    assert task.keeps_numbers is kept


def test_a_copy_of_crowded_memory_is_not_crowded(book: TaskTable, kernel: FakeKernel) -> None:
    """Nobody else has the copy; whoever shares it is in the same crowd."""
    book.tasks[10].memory.crowded = True
    clone(book, kernel, 10, 11, 0)
    clone(book, kernel, 10, 12, VM | VFORK)
    assert not book.tasks[11].memory.crowded and book.tasks[12].memory.crowded


def test_exec_keeps_filters_and_loses_memory(book: TaskTable, kernel: FakeKernel) -> None:
    """A program that is executed has the filters of who executes it, and none of the files in its memory."""
    clone(book, kernel, 10, 11, VM | VFORK)
    parent, child = book.tasks[10], book.tasks[11]
    parent.memory.crowded = True
    assert book.execute(11, 11) is child
    assert child.armed.numbers == FOUR and child.armed.filters == 1
    assert child.memory.programs == [] and not child.memory.crowded
    assert child.memory is not parent.memory and len(parent.memory.programs) == 1


def test_exec_by_a_thread_keeps_the_filters_of_all(book: TaskTable, kernel: FakeKernel) -> None:
    """It is the thread that goes on, under its leader's number."""
    clone(book, kernel, 10, 11, VM | THREAD | FILES)
    book.tasks[11].armed = book.tasks[11].armed.plus(None)
    task = book.execute(10, 11)
    assert task is not None and task.armed.everything and task.memory.programs == []


@pytest.mark.parametrize(
    ("sharers", "found"), [([10], EVERYTHING), ([], NOTHING), (None, NOTHING)], ids=["one", "none", "unknown"]
)
def test_a_lost_child_has_what_is_certain(
    book: TaskTable, kernel: FakeKernel, sharers: list[int] | None, found: Armed
) -> None:
    """A process that shares a table has all trapped, as was done before; of others no filter is known."""
    kernel.add(20)
    shared = None if sharers is None else [book.tasks[tid] for tid in sharers]
    adopted = book.adopt(20, shared)
    assert adopted.armed == found
    assert adopted.memory.programs == [] and not adopted.memory.crowded
    assert adopted.memory is not book.tasks[10].memory


def test_a_lost_thread_has_what_all_threads_have(book: TaskTable, kernel: FakeKernel) -> None:
    """Whatever was added to one was added to it (kernel/fork.c copy_process, below the lock of TSYNC)."""
    kernel.add(20, of=10, shares=10)
    adopted = book.adopt(20, [book.tasks[10]])
    assert adopted.armed.numbers == FOUR and not adopted.armed.everything
    book.tasks[10].armed = book.tasks[10].armed.plus(None)
    assert adopted.armed.everything


@pytest.mark.parametrize("answer", [True, False, None])
def test_a_lost_child_has_the_memory_of_a_sharer(
    book: TaskTable, kernel: FakeKernel, answer: bool | None
) -> None:
    """Where the kernel says so, or does not tell: a thread whose maker died has that of the others."""
    child = kernel.add(20, of=10)
    if answer is False:
        child.memory = FakeMemory()
    kernel.facts.tables_are_told = answer is not None
    parent = book.tasks[10]
    adopted = book.adopt(20, [parent])
    assert (adopted.memory is parent.memory) is (answer is not False)
    assert adopted.memory.programs == ([] if answer is False else parent.memory.programs)
    assert adopted.armed.numbers == FOUR and not parent.memory.crowded


def test_where_all_is_trapped_nothing_is_followed(kernel: FakeKernel) -> None:
    """With --trap all children have everything and no memory of ours, whatever they share."""
    book = table(kernel, 10)
    first = book.tasks[10]
    for tid, flags in ((11, 0), (12, VM), (13, VM | THREAD | FILES), (14, VM | VFORK)):
        clone(book, kernel, 10, tid, flags)
        assert book.tasks[tid].armed is EVERYTHING
        assert book.tasks[tid].memory is not first.memory
    kernel.add(20)
    assert book.adopt(20, []).armed is EVERYTHING
    kernel.add(21, of=10)
    adopted = book.adopt(21, [first])
    assert adopted.armed is EVERYTHING and adopted.memory is not first.memory


def test_memories_are_told_apart_by_what_they_are() -> None:
    """Two address spaces with the same contents are two."""
    assert Memory() != Memory()
    assert Programs(b"x", {}, 0, 1) != Programs(b"x", {}, 0, 1)


@given(numbers.filter(bool))
def test_filters_that_let_ends_move_are_known(part: frozenset[int]) -> None:
    """As the filter for these numbers does (seccomp/extension.py), then and ever after."""
    armed = NOTHING.plus(part)
    assert armed.moves is armed.plus(None).moves is lets_move(part)
