"""The verdict over a soak's samples can say no."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .sampling import Sample
from .verdict import growth, table


def _samples(**leaks: Callable[[float], int]) -> list[Sample]:
    """An hour, a look each 10 s with some noise, a rest each minute; ``leaks`` add to what is seen."""
    found = []
    for number in range(360):
        at = number / 360
        seen = {"resident": 60000 + number % 7 * 100, "anonymous": 40000 + number % 5 * 100}
        seen |= {"descriptors": 20, "threads": 1, "tracees": 15}
        seen = {name: value + leaks.get(name, lambda _at: 0)(at) for name, value in seen.items()}
        quiet = number % 6 == 5
        found.append(
            Sample(seconds=number * 10.0, cpu=number * 0.1, gap=0.02, operations=number, quiet=quiet, **seen)
        )
    return found


def test_what_stays_the_same_is_no_growth() -> None:
    """Noise, and a start that takes its memory in the first quarter, are no growth."""
    assert growth(_samples(resident=lambda at: min(8000, int(at * 40000)))) == []


@pytest.mark.parametrize("name", ["resident", "anonymous"])
def test_memory_that_leaks_is_growth(name: str) -> None:
    """Four megabytes in an hour, one kilobyte each second, are found."""
    found = growth(_samples(**{name: lambda at: int(at * 4096)}))
    assert len(found) == 1
    assert found[0].startswith(name)


@pytest.mark.parametrize("name", ["descriptors", "threads", "tracees"])
def test_one_that_is_left_is_growth(name: str) -> None:
    """One descriptor, thread or process more at rest, from some moment on, is found."""
    found = growth(_samples(**{name: lambda at: int(at > 0.9)}))
    assert len(found) == 1
    assert found[0].startswith(name)


def test_a_soak_that_ended_early_says_nothing() -> None:
    """Without samples in every quarter there is no verdict, which is no good one."""
    assert growth(_samples()[:10])[0].startswith("too few samples")


def test_the_table_has_a_row_for_everything() -> None:
    """Each number has its medians and its range at rest."""
    lines = table(_samples(descriptors=lambda at: int(at > 0.9)))
    assert len(lines) == 8
    assert "| descriptors | 20 | 20 | 20 | 20 | 21 | 20 to 21 |" in lines
