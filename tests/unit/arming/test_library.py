"""Which filters a program is given, and the file that has them: each address is inside, and the right one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.arming.library import BLOCK, HIGHEST, STANDARD_OUTPUT, Library, Numbers, Template
from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp.evaluate import validate
from scpipe.seccomp.extension import everything, extension, lets_move
from scpipe.seccomp.layers import later_rows
from scpipe.seccomp.plan import plan

ROWS = later_rows(plan(Policy(), armed=True))
PIPES = later_rows(plan(Policy(PairMode.ALLOW_EVENTS, PairMode.DENY), armed=True))
PAGE = 4096
#: struct sock_fprog.
PROGRAM = struct.Struct("=HxxxxxxQ")

numbers = st.integers(0, 40) | st.integers(0, HIGHEST)
#: What Library.parts() gives: one number, two that go together, all.
parts = (
    st.none()
    | st.builds(lambda one: frozenset((one,)), numbers)
    | st.builds(lambda one: frozenset((one, one + 1)), numbers.filter(lambda one: one % BLOCK != BLOCK - 1))
    | st.builds(lambda one: frozenset((STANDARD_OUTPUT, one)), numbers.filter(lambda one: one > 1))
)


@pytest.fixture(scope="module")
def library() -> Library:
    """One that has made whatever the tests before have asked for."""
    return Library(ROWS)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({4}, [{4}]),
        ({0}, [{0}]),
        ({4, 5}, [{4, 5}]),
        ({4, 6}, [{4}, {6}]),
        ({4, 5, 6}, [{4, 5}, {6}]),
        ({4, 5, 6, 7}, [{4, 5}, {6, 7}]),
        ({14, 15}, [{14, 15}]),
        ({15, 16}, [{15}, {16}]),
        ({16, 17}, [{16, 17}]),
        ({1, 4}, [{1, 4}]),
        ({1, 40}, [{1, 40}]),
        ({1, 4, 5}, [{1, 4}, {5}]),
        ({1, 2}, [{1, 2}]),
        ({0, 1}, [{0, 1}]),
        ({0, 1, 4}, [{0, 1}, {4}]),
        ({HIGHEST}, [{HIGHEST}]),
        ({HIGHEST + 1}, [None]),
        ({4, HIGHEST + 1}, [None]),
        ({0xFFFFFFFF}, [None]),
        (None, [None]),
    ],
)
def test_parts(library: Library, wanted: set[int] | None, found: list[set[int] | None]) -> None:
    """Two that follow one another are one filter, as is any with standard output; high ones are all."""
    asked = None if wanted is None else frozenset(wanted)
    assert library.parts(asked, 12) == [None if one is None else frozenset(one) for one in found]


@given(st.sets(numbers, min_size=1, max_size=8), st.integers(-1, 12))
def test_parts_are_the_numbers(wanted: set[int], most: int) -> None:
    """Each number is in one filter; where more filters would be needed than are left, one is for all."""
    found = Library(ROWS).parts(frozenset(wanted), most)
    if found != [None]:
        assert len(found) <= most
        assert sorted(number for part in found for number in part or ()) == sorted(wanted)
    else:
        assert most < len(wanted)


@pytest.mark.slow
@given(parts, st.integers(0, 1 << 35).map(lambda page: page * PAGE))
def test_an_image_has_its_programs(library: Library, part: Numbers, address: int) -> None:
    """Each sock_fprog names its own program, inside the image; each program is what extension.py makes."""
    image = library.image(part, address)
    content, size = image.content, library.size(part)
    assert len(content) == size and size % PAGE == 0 and size <= 8 * PAGE
    assert part in image.places
    taken = set[int]()
    for what, place in image.places.items():
        offset = place - address
        assert 0 <= offset <= size - PROGRAM.size and place % 8 == 0
        count, start = PROGRAM.unpack_from(content, offset)
        begin, end = start - address, start - address + count * 8
        assert 0 <= begin < end <= size
        program = content[begin:end]
        assert program == (everything(ROWS) if what is None else extension(ROWS, what))
        validate(program)
        own = {*range(offset, offset + PROGRAM.size), *range(begin, end)}
        assert not own & taken
        taken |= own
    assert set(content[max(taken) + 1 :]) <= {0}


@pytest.mark.parametrize("number", [0, 4, 15, 16, 31, 1008, HIGHEST])
def test_a_block_has_its_neighbours(library: Library, number: int) -> None:
    """Whoever has a file for a number has one for the numbers around it, and for all of them."""
    image = library.image(frozenset((number,)), 0)
    first = number - number % BLOCK
    block = range(first, first + BLOCK)
    assert {frozenset((one,)) for one in block} <= set(image.places)
    assert {frozenset((one, one + 1)) for one in block[:-1]} <= set(image.places)
    assert {frozenset((STANDARD_OUTPUT, one)) for one in block if one > 1} <= set(image.places)
    assert None in image.places
    assert all(part is None or part <= {STANDARD_OUTPUT, *block} for part in image.places)


def test_any_part_is_in_its_own_image(library: Library) -> None:
    """What parts() gives is in the file that is made for it: else that would be mapped again and again."""
    for low in range(40):
        for high in range(low + 1, 40):
            for part in library.parts(frozenset((low, high)), 12):
                assert part in library.image(part, 0).places


def test_a_program_is_made_once(library: Library) -> None:
    """Filters that were made are kept, and their number has a bound."""
    for number in (0, 4, 100, HIGHEST):
        one, other = library.image(frozenset((number,)), 0), library.image(frozenset((number,)), PAGE)
        assert one.places.keys() == other.places.keys()
    assert library.parts(frozenset(range(HIGHEST, HIGHEST + 5)), 12) == [None]


@given(st.lists(st.integers(0, 0xFFFFFFFF), min_size=1, max_size=3, unique=True))
def test_a_template_gives_what_would_be_assembled(chosen: list[int]) -> None:
    """Numbers that are put into it are everywhere where they would stand, and nowhere else."""
    for rows in (ROWS, PIPES):
        assert Template(rows, len(chosen), lets_move(chosen)).fill(sorted(chosen)) == extension(rows, chosen)
