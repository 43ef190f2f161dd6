"""Rules of one call are cut so that they never overlap and never lose a call."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.record import replace
from scpipe.seccomp.catalogue import CATALOGUE, ArgTest, Entry, Response
from scpipe.seccomp.cubes import Cube, cube, disjoint, minus

#: Three bits of two arguments: small enough to try every call.
CALLS = list(itertools.product(range(8), repeat=2))


def _inside(cube_: Cube, args: tuple[int, ...]) -> bool:
    return all(args[index] & mask == value for index, (mask, value) in cube_.items())


@st.composite
def _cubes(draw: st.DrawFn) -> Cube:
    found = {}
    for index in draw(st.sets(st.integers(0, 1))):
        mask = draw(st.integers(1, 7))
        found[index] = (mask, draw(st.integers(0, 7)) & mask)
    return found


@given(_cubes(), _cubes())
def test_minus_is_the_difference(whole: Cube, part: Cube) -> None:
    """The pieces hold exactly the calls in the first and not in the second, each once."""
    pieces = minus(whole, part)
    for args in CALLS:
        expected = _inside(whole, args) and not _inside(part, args)
        assert sum(_inside(piece, args) for piece in pieces) == expected


def test_contradicting_tests_hold_for_no_call() -> None:
    """Tests that demand two values of one bit make no cube; compatible ones merge."""
    assert cube((ArgTest(0, 3, 1), ArgTest(0, 1, 0))) is None
    assert cube((ArgTest(0, 3, 1), ArgTest(0, 5, 5))) == {0: (7, 5)}


def test_negated_tests_are_no_cubes() -> None:
    """A negated test cannot be said as one cube and is refused."""
    with pytest.raises(ValueError, match="negated"):
        cube((ArgTest(0, 1, 1, negated=True),))


def _rows(name: str) -> list[Entry]:
    rows = [entry for entry in CATALOGUE if entry.name == name]
    return sorted(rows, key=lambda entry: entry.response is Response.MEDIATE)


@pytest.mark.parametrize("name", ["seccomp", "pipe2", "socketpair", "prctl", "ioctl"])
def test_first_row_wins(name: str) -> None:
    """Of the rows of one call a cube belongs to the first that holds, so refusals win over mediation."""
    rows = _rows(name)
    values = (0, 1, 2, 3, 4, 8, 9, 22, 30, 0x80, 0x5412, 0x541C)
    for first, second in itertools.product(values, repeat=2):
        args = (first, second, 0, 0, 0, 0)
        expected = next((row for row in rows if row.holds(args)), None)
        found = [entry for entry, piece in disjoint(rows) if _inside(piece, args)]
        if expected is not None and any(test.negated for test in expected.tests):
            assert found == [], "left to the stub"
        else:
            assert found == ([expected] if expected else [])


def test_a_negated_test_stands_alone() -> None:
    """A row that has a second test beside a negated one cannot be built and is refused."""
    base = _rows("socketpair")[0]
    row = replace(base, tests=(*base.tests, ArgTest(1, 1, 1)))
    with pytest.raises(ValueError, match="only one"):
        disjoint([row])
