"""Ids of pairs in little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from scpipe.report.ids import IdSet

NUMBERS = st.one_of(st.integers(1, 2000), st.integers(1, 1 << 40))


@given(st.lists(NUMBERS), st.lists(NUMBERS))
def test_it_is_a_set(added: list[int], asked: list[int]) -> None:
    """It holds what a set would hold, and says of each addition whether it was new."""
    made, model = IdSet(10000), set[int]()
    for number in added:
        assert made.add(number) is (number not in model)
        model.add(number)
    assert len(made) == len(model)
    for number in added + asked:
        assert (number in made) is (number in model)


def test_a_full_set_takes_no_more() -> None:
    """Memory stays bounded; what is in it stays in it, and cleared it is empty."""
    made = IdSet(2)
    assert [made.add(number) for number in (1, 1, 500, 7)] == [True, False, True, False]
    assert (len(made), 500 in made, 7 in made) == (2, True, False)
    made.clear()
    assert (len(made), 500 in made, made.add(7)) == (0, False, True)


def test_consecutive_ids_cost_a_quarter_of_a_byte() -> None:
    """An hour of refusals on ever new pairs is no growth that anybody sees."""
    made = IdSet(1 << 20)
    tracemalloc.start()
    try:
        for number in range(1, 65537):
            made.add(number)
        used, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(made) == 65536
    assert used < 65536 // 4
