"""Features of a message, whatever its segments and the size of the steps it is read in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.staging import ME, PAGE, Arena, arena

from scpipe.emulation.arguments import Request
from scpipe.emulation.features import Inspection, inspect_at_once
from scpipe.emulation.sources import Copied, Room

CHUNK = 65536


def inspect(ground: Arena, *parts: bytes, copy: Copied | None = None) -> Inspection:
    """The features of a message of these segments."""
    return inspect_at_once(ME(), Request([(ground.put(part), len(part)) for part in parts]), copy)


def copied(ground: Arena, *parts: bytes) -> bytes:
    """What is kept of a message of these segments."""
    copy = Copied(Room())
    inspect(ground, *parts, copy=copy)
    return copy.peek(1 << 30)


@pytest.mark.parametrize("size", [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_uniform(ground: Arena, size: int) -> None:
    """One value is uniform across every chunk boundary."""
    message = inspect(ground, b"a" * size).message
    assert (message.length, message.first_byte, message.uniform) == (size, 0x61, True)
    assert (message.other_byte, message.other_offset) == (-1, -1)


@pytest.mark.parametrize("offset", [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 99])
def test_first_other_byte(ground: Arena, offset: int) -> None:
    """The first byte that differs and its offset in the message, wherever a chunk ends."""
    data = bytearray(b"a" * (2 * CHUNK + 100))
    data[offset] = 0x62
    data[-1] = 0x63
    message = inspect(ground, bytes(data)).message
    found = (message.other_byte, message.other_offset, message.length)
    assert found == (data[offset], offset, len(data))


@pytest.mark.parametrize("parts", [[b"aa", b"b"], [b"aab"], [b"a", b"a", b"b"], [b"", b"aa", b"", b"ba"]])
def test_segments_do_not_matter(ground: Arena, parts: list[bytes]) -> None:
    """A message is its bytes, not how they lie."""
    message = inspect(ground, *parts).message
    assert (message.first_byte, message.other_byte, message.other_offset) == (0x61, 0x62, 2)


def test_empty(ground: Arena) -> None:
    """Nothing is uniform, has no first byte and is no fault."""
    for found in (inspect(ground), inspect(ground, b"", b"")):
        assert (found.message.length, found.message.first_byte, found.message.uniform) == (0, -1, True)
        assert not found.faulted


@pytest.mark.parametrize(
    ("data", "printable"),
    [(b"Hello,\tworld\r\n", True), (b"a\0", False), (b"\x7f", False), (b" ~", True), ("ä".encode(), False)],
)
def test_printable(ground: Arena, data: bytes, printable: bool) -> None:
    """Printable ASCII and white space are printable."""
    assert inspect(ground, data).message.printable is printable


def test_printable_looks_at_every_chunk(ground: Arena) -> None:
    """One byte in the last chunk decides."""
    assert not inspect(ground, b"a" * CHUNK + b"\0").message.printable


def test_sample_and_copy(ground: Arena) -> None:
    """64 bytes are kept as a sample, across segments; all of it where a copy is asked for."""
    found = inspect(ground, b"a" * 60, b"b" * 10)
    assert found.message.sample == b"a" * 60 + b"b" * 4
    assert copied(ground, b"a" * 60, b"b" * 10) == b"a" * 60 + b"b" * 10


def test_a_copy_without_room(ground: Arena) -> None:
    """Without room nothing is kept; the length is the request's, as for a message that is not copied."""
    copy, data = Copied(Room(CHUNK)), b"ab" * CHUNK
    found = inspect(ground, data * 16, b"c", copy=copy)
    assert (copy.overflowed, copy.peek(9)) == (True, b"")
    assert (found.message.length, found.message.uniform) == (len(data) * 16 + 1, False)


def test_fault_ends_the_message(ground: Arena) -> None:
    """Only the bytes before a bad page count, and it is said that there were more."""
    request = Request([(ground.put(b"ab"), 2), (ground.before_hole(b"cd"), 9), (ground.put(b"e"), 1)])
    copy = Copied(Room())
    found = inspect_at_once(ME(), request, copy)
    assert (found.faulted, found.message.length, copy.peek(9)) == (True, 4, b"abcd")


def test_fault_in_the_second_chunk(ground: Arena) -> None:
    """A fault far into a message leaves everything before it."""
    data = bytes(CHUNK + PAGE)
    found = inspect_at_once(ME(), Request([(ground.before_hole(data), len(data) + 1)]))
    assert (found.faulted, found.message.length) == (True, len(data))


def test_features_beside_the_bytes(ground: Arena) -> None:
    """Control data and an address are carried over."""
    request = Request([(ground.put(b"a"), 1)], addressed=True, ancillary=True)
    message = inspect_at_once(ME(), request).message
    assert message.addressed and message.ancillary


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=40).map(lambda raw: bytes(byte % 2 for byte in raw)), max_size=6))
def test_features_agree_with_the_bytes(parts: list[bytes]) -> None:
    """Every feature follows from the joined bytes."""
    data = b"".join(parts)
    with arena() as ground:
        found, copy = inspect(ground, *parts), copied(ground, *parts)
    others = [offset for offset, byte in enumerate(data) if byte != data[0]]
    assert copy == data
    assert found.message.other_offset == (others[0] if others else -1)
    assert found.message.other_byte == (data[others[0]] if others else -1)
