"""Sets of numbers in little memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.numbers import NumberSet

NUMBERS = st.one_of(st.integers(0, 5000), st.integers(0, 0xFFFFFFFF), st.integers(1, 1 << 40))


@given(st.lists(st.tuples(st.booleans(), NUMBERS)), st.lists(NUMBERS))
def test_a_set_of_numbers_is_a_set(changes: list[tuple[bool, int]], asked: list[int]) -> None:
    """After any additions and removals it holds what a set would hold."""
    made, model = NumberSet(), set[int]()
    for add, number in changes:
        (made.add if add else made.discard)(number)
        (model.add if add else model.discard)(number)
    assert len(made) == len(model)
    for number in [*asked, *(number for _add, number in changes)]:
        assert (number in made) == (number in model)


@pytest.mark.parametrize("step", [3, 7, 11])
def test_a_crowded_part_is_a_set(step: int) -> None:
    """Where many numbers lie close together they become a bit for each, and are the same."""
    made, model = NumberSet(), set[int]()
    for number in range(65536):  # in no order
        mixed = number * 40503 % 65536
        if mixed % step == 0:
            made.add(mixed)
            made.add(mixed)
            model.add(mixed)
        if number % 5 == 0:
            made.discard(mixed)
            model.discard(mixed)
    assert isinstance(made._parts[0], bytearray)
    assert {number for number in range(65536) if number in made} == model
    assert len(made) == len(model)


def _bytes_for(numbers: Iterable[int]) -> int:
    """How much memory a set takes that holds these."""
    made = NumberSet()
    tracemalloc.start()
    try:
        for number in numbers:
            made.add(number)
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_a_forgotten_number_costs_little() -> None:
    """Pipes of which nothing can be proved, one in a hundred inodes of a busy machine: less than 4 bytes."""
    assert _bytes_for(range(0, 10_000_000, 100)) < 4 * 100_000


@pytest.mark.slow
def test_consecutive_ids_cost_a_quarter_of_a_byte() -> None:
    """An hour of refusals on ever new pairs is no growth that anybody sees."""
    assert _bytes_for(range(1, 65537)) < 65536 // 4


def test_the_oldest_part_can_be_taken_out() -> None:
    """Of more than so many parts the one that was begun first goes, number by number; others stay."""
    made = NumberSet()
    for number in (5 << 16, 1, 2, (5 << 16) + 7):
        made.add(number)
    assert [*made.take_oldest(2)] == []
    assert [*made.take_oldest(1)] == [5 << 16, (5 << 16) + 7]
    assert (len(made), 1 in made, 5 << 16 in made) == (2, True, False)
