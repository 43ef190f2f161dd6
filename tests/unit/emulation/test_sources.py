"""Where bytes come from: all of them in order, whatever goes out, and no more kept than there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.handlers.staging import ME, arena

from scpipe.emulation.sources import Constant, Copied, First, Memory, Room, Source

MOST = 1000


def copied(*pieces: bytes, room: Room | None = None) -> Copied:
    """A copy of a message that was read in these pieces."""
    copy, whole = Copied(room or Room(MOST)), b""
    for piece in pieces:
        whole += piece
        copy.add(piece, mixed=len(set(whole)) > 1)
    return copy


def drained(source: Source, offered: int, taken: int) -> bytes:
    """All bytes of a source, if so many are offered at a time, of which so many go out."""
    found = b""
    while data := source.peek(offered):
        assert len(data) <= offered
        assert source.peek(offered) == data
        found += data[:taken]
        source.advance(min(taken, len(data)))
    assert source.peek(offered) == b""
    return found


@pytest.mark.parametrize("source", [Constant(0x61, 5), copied(b"aa", b"aaa"), First(Constant(0x61, 9), 5)])
def test_sources_end_after_their_length(source: Source) -> None:
    """Every source gives all it has, in steps of any size, and then nothing."""
    assert drained(source, 2, 1) == b"aaaaa"


def test_nothing_is_a_source_too() -> None:
    """A source of no bytes is at its end at once."""
    assert Constant(0, 0).peek(5) == copied().peek(5) == b""


def test_the_rest_stays_in_a_source() -> None:
    """The first bytes of a source end before it does."""
    source = copied(b"ab", b"cd")
    assert (drained(First(source, 3), 2, 2), source.peek(9)) == (b"abc", b"d")


PIECES = st.lists(st.text("ab", min_size=1, max_size=6).map(str.encode), max_size=8)
STEPS = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda pair: pair[0] >= pair[1])


@pytest.mark.slow
@given(PIECES, STEPS)
def test_a_copy_gives_its_bytes_and_its_room_back(pieces: list[bytes], steps: tuple[int, int]) -> None:
    """A copy is its message, and when all went out nothing is kept."""
    room = Room(MOST)
    copy = copied(*pieces, room=room)
    assert drained(copy, *steps) == b"".join(pieces)
    assert room.left == MOST
    copy.drop()
    assert room.left == MOST


@pytest.mark.slow
@given(PIECES, st.integers(0, 20))
def test_a_copy_never_keeps_more_than_there_is_room_for(pieces: list[bytes], most: int) -> None:
    """A copy for which there is no room keeps nothing, and the room left is never below 0."""
    room = Room(most)
    copy = copied(*pieces, room=room)
    assert 0 <= room.left <= most
    assert not copy.overflowed or (copy.peek(99), room.left) == (b"", most)
    assert copy.overflowed or copy.peek(99) == b"".join(pieces)
    copy.drop()
    assert room.left == most


def test_one_byte_of_any_length_needs_no_room() -> None:
    """Of a message of one value only the length is kept."""
    room = Room(0)
    assert copied(b"a" * 5000, b"a" * 5000, room=room).peek(9999) == b"a" * 9999


@given(PIECES, STEPS)
def test_memory_gives_its_bytes(pieces: list[bytes], steps: tuple[int, int]) -> None:
    """What lies in segments is read in order, again where it did not go out."""
    with arena() as ground:
        source = Memory(ME(), [(ground.put(piece), len(piece)) for piece in [b"", *pieces, b""]])
        assert drained(source, *steps) == b"".join(pieces)
