"""Forgetting dead pairs: only by proof, never a live one, and what may come back stays refused."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.ledger.forgotten import InodeSet
from scpipe.ledger.ledger import FEW_PAIRS, Ledger
from scpipe.ledger.model import Creator, Message
from scpipe.policy.model import PairMode, Policy

EVENTS, ALLOW = PairMode.ALLOW_EVENTS, PairMode.ALLOW
WHO = Creator(7, "/bin/x")


@contextlib.contextmanager
def _traced() -> Iterator[Callable[[], int]]:
    """Tells how many bytes have been taken since."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@given(st.lists(st.integers(1, 0xFFFFFFFF)), st.lists(st.integers(1, 0xFFFFFFFF)))
def test_a_forgotten_pipe_is_never_lost(added: list[int], asked: list[int]) -> None:
    """However many parts there are, every number is in it; and of no batch more than up to its highest."""
    made = InodeSet()
    for number in added:
        made.add(number)
    assert all(number in made for number in added)
    for number in asked:
        batch = [other for other in added if (other - 1) // 1024 == (number - 1) // 1024]
        assert number not in made or number <= max(batch, default=0)


def _as_given_out(cpus: int, batches: int) -> Iterator[int]:
    """Inode numbers as CPUs give them out that take turns, each from a batch (fs/inode.c get_next_ino)."""
    for round_ in range(0, batches, cpus):
        for step in range(1, 1025):
            for cpu in range(cpus):
                yield (round_ + cpu) * 1024 + step


@pytest.mark.slow
def test_a_new_pipe_is_never_taken_for_a_forgotten_one() -> None:
    """Numbers that come later are not in it, however old the batch is of which a CPU gives them out."""
    made = InodeSet()
    slow_cpu = iter(range(1, 1025))
    for count, number in enumerate(_as_given_out(4, 64 * 40)):
        if number > 4 * 1024 and count % 8 == 0:
            assert number not in made
            made.add(number)
        if count % 4096 == 0 and (late := next(slow_cpu, None)):
            assert late not in made
            made.add(late)


@pytest.mark.slow
def test_the_newest_pipes_are_exact() -> None:
    """Among sixteen times 65536 numbers each is known apart from its neighbours, and one can be removed."""
    made = InodeSet()
    for number in range(2, 16 << 16, 100):
        made.add(number)
    made.discard(102)
    assert [number for number in range(1, 16 << 16) if number in made] == [2, *range(202, 16 << 16, 100)]


@pytest.mark.slow
def test_days_of_forgotten_pipes_cost_nothing() -> None:
    """One in a hundred inodes of a busy machine: half a byte for each after the first ten million."""
    made = InodeSet()
    with _traced() as used:
        for number in range(1, 10_000_000, 100):
            made.add(number)
        before = used()
        for number in range(10_000_001, 25_000_000, 100):
            made.add(number)
        after = used()
    assert before < 100_000
    assert after - before < 0.5 * 150_000


@pytest.mark.slow
def test_what_becomes_old_takes_no_memory_meanwhile() -> None:
    """Not even for a moment, where one number in four was a pipe: what is kept is the most there ever was."""
    made = InodeSet()
    with _traced():
        for number in range(1, 16 << 16, 4):
            made.add(number)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for number in range((16 << 16) + 1, 18 << 16, 4):
            made.add(number)
        assert tracemalloc.get_traced_memory()[1] - before < 64_000


def test_a_new_pipe_with_an_old_number_is_new() -> None:
    """Also where the number cannot be removed, because only the reach of its batch is known."""
    ledger = _ledger(1)
    ledger.note_passing()
    ledger.forget(set(), set())
    for part in range(1, 20):
        ledger.pipes._forgotten.add(part << 16)
    assert ledger.pipes.was_forgotten(1)
    assert ledger.pipes.register(1, EVENTS, WHO, new=True).mode is EVENTS
    assert ledger.pipes.admit(1).mode is EVENTS


def _ledger(count: int = 0) -> Ledger:
    made = Ledger(Policy())
    for inode in range(1, count + 1):
        made.pipes.register(inode, EVENTS, WHO)
    return made


def test_a_few_pairs_are_no_crowd() -> None:
    """It is time to look at FEW_PAIRS, not before; socket pairs count once."""
    ledger = _ledger(FEW_PAIRS - 1)
    assert not ledger.crowded
    ledger.sockets.register((1, 2), EVENTS, WHO)
    assert ledger.crowded


def test_what_nobody_holds_is_forgotten() -> None:
    """A pipe or socket pair that no descriptor names goes; one that is named keeps its byte."""
    ledger = _ledger(2)
    sockets = ledger.sockets.register((1, 2), EVENTS, WHO)
    sockets.inodes = (100, 101)
    ledger.judge(ledger.pipes.admit(2), Message(1, ord("a")))
    ledger.settle(ledger.pipes.admit(2), entered=True)
    assert ledger.forget({2}, {101}) == 1
    assert not ledger.pipes.knows(1)
    assert ledger.pipes.admit(2).event.byte == ord("a")
    assert ledger.sockets.find(1) is ledger.sockets.find(2) is sockets
    assert ledger.forget({2}, set()) == 2
    assert ledger.sockets.find(1) is None


def test_a_pair_with_a_message_on_its_way_is_kept() -> None:
    """A claim keeps a pair that nobody holds."""
    ledger = _ledger(1)
    ledger.judge(ledger.pipes.admit(1), Message(1, ord("a")))
    assert ledger.forget(set(), set()) == 0


def test_postponing_waits_for_a_quarter_more() -> None:
    """After a sweep that could prove nothing the next comes with a quarter more pairs."""
    ledger = _ledger(FEW_PAIRS)
    ledger.postpone()
    assert not ledger.crowded
    for inode in range(FEW_PAIRS + 1, FEW_PAIRS * 5 // 4 + 1):
        assert not ledger.crowded
        ledger.pipes.register(inode, EVENTS, WHO)
    assert ledger.crowded


def test_forgetting_waits_for_twice_as_many() -> None:
    """The next look comes when what was left has doubled."""
    ledger = _ledger(FEW_PAIRS * 2)
    ledger.forget({*range(1, FEW_PAIRS * 2)}, set())
    assert not ledger.crowded
    for inode in range(FEW_PAIRS * 2, FEW_PAIRS * 4 - 1):
        assert not ledger.crowded
        ledger.pipes.register(inode, EVENTS, WHO)
    assert ledger.crowded


def test_what_was_never_passed_leaves_no_trace() -> None:
    """The number of a pipe that is proved dead is free: a new pipe with it is like any other."""
    ledger = _ledger(1)
    ledger.forget(set(), set())
    assert not ledger.pipes.was_forgotten(1)
    assert ledger.pipes.register(1, EVENTS, WHO).mode is EVENTS


@pytest.mark.parametrize("new", [True, False])
def test_what_may_have_been_passed_stays_refused(new: bool) -> None:
    """A pipe that may live elsewhere stays refused if it comes back, unless it is certainly a new one."""
    ledger = _ledger(1)
    ledger.note_passing()
    ledger.pipes.register(2, EVENTS, WHO)
    ledger.forget(set(), set())
    assert ledger.pipes.was_forgotten(1)
    assert not ledger.pipes.was_forgotten(2)
    if not new:
        assert ledger.pipes.admit(1).mode is None
    assert ledger.pipes.register(1, EVENTS, WHO, new=new).mode is (EVENTS if new else None)
    assert ledger.pipes.was_forgotten(1)


@pytest.mark.parametrize("passed", [True, False])
def test_a_socket_that_may_have_been_passed_leaves_a_bit(passed: bool) -> None:
    """Ends that may live elsewhere stay refused when they come back, also if they have a name by then."""
    ledger = _ledger()
    ledger.sockets.register((1, 2), EVENTS, WHO).inodes = (100, 101)
    if passed:
        ledger.note_passing()
    ledger.forget(set(), set())
    assert (1 in ledger.sockets._forgotten, 2 in ledger.sockets._forgotten) == (passed, passed)


@pytest.mark.parametrize("passings", [0, 1])
def test_what_nobody_saw_being_made_may_have_been_passed_at_any_time(passings: int) -> None:
    """It existed before it was met: one passing anywhere before that is enough."""
    ledger = _ledger()
    for _passing in range(passings):
        ledger.note_passing()
    ledger.pipes.admit(7)
    ledger.sockets.quarantine(8, 80)
    assert ledger.forget({7}, {80}) == 0
    assert ledger.forget(set(), set()) == 2
    assert ledger.pipes.was_forgotten(7) is ledger.sockets.was_forgotten(8) is bool(passings)


@pytest.mark.parametrize("passed", [False, True])
def test_what_is_passed_in_its_making_may_be_outside(passed: bool) -> None:
    """A pair exists before it has its number."""
    ledger = _ledger()
    ledger.note_passing()
    before = ledger.numbering.passings
    if passed:
        ledger.note_passing()
    ledger.pipes.register(7, EVENTS, WHO)
    ledger.numbering.note_made(before)
    ledger.forget(set(), set())
    assert ledger.pipes.was_forgotten(7) is passed
