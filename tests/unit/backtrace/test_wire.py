"""Packets between the supervisor and the process that reads stacks."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scpipe.backtrace import wire
from scpipe.backtrace.wire import Snapshot, WireError
from scpipe.report.events import Frame

TEXT = st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace").decode())
FRAMES = st.lists(
    st.builds(
        Frame, st.sampled_from(["native", "python"]), TEXT, TEXT, TEXT,
        st.integers(0, 2**32 - 1), st.integers(-1, 2**63 - 1),
    ),
    max_size=8,
)  # fmt: skip


@pytest.mark.slow
@given(FRAMES)
@settings(max_examples=20)
def test_a_stack_arrives_as_it_was(frames: list[Frame]) -> None:
    """Frames, in their order, are what the other side reads."""
    assert wire.decode_stack(wire.encode_stack(frames)) == tuple(frames)


def test_what_is_too_long_is_cut() -> None:
    """Deep stacks and long names are cut, never refused."""
    frame = Frame("python", "", "f" * 10_000, "\udcff" * 10_000, 1, -1)
    found = wire.decode_stack(wire.encode_stack([frame] * 500))
    assert len(found) == wire.MOST_FRAMES
    assert (len(found[0].function), len(found[0].file)) == (wire.LONGEST_NAME, wire.LONGEST_NAME)


@given(st.binary(max_size=300), st.binary(max_size=4))
@settings(max_examples=100)
def test_anything_else_is_an_error(noise: bytes, head: bytes) -> None:
    """Random packets, and stacks with random bytes behind them, raise WireError and nothing else."""
    for packet in (head + noise, wire.STACK + noise, wire.encode_stack([]) + noise):
        try:
            found = wire.decode_stack(packet)
        except WireError:
            continue
        assert len(found) <= wire.MOST_FRAMES
        assert wire.encode_stack(found) == packet  # it was a stack


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_stack_that_is_cut_off_is_an_error(cut: int) -> None:
    """A packet without its end is no stack."""
    packet = wire.encode_stack([Frame("native", "a", "b", "c", 1, 2), Frame("python", "", "f", "g", 3, -1)])
    with pytest.raises(WireError):
        wire.decode_stack(packet[:-cut])


@pytest.mark.parametrize(
    "packet",
    [
        b"M",
        b"M" + b"\0" * 11,
        wire.ask_for_memory([(0, wire.LARGEST_PLACE + 1)]),
        wire.ask_for_memory([(0, 1)] * (wire.MOST_PLACES + 1)),
    ],
)
def test_questions_are_bounded(packet: bytes) -> None:
    """A question for no place, too many or too large ones, or half a place, is an error."""
    with pytest.raises(WireError):
        wire.wanted_places(packet)


def test_questions_and_answers_arrive() -> None:
    """Places, memory, lines of maps and a snapshot are read as they were written."""
    places = [(0xFFFF_FFFF_FFFF_F000, 4096), (0, 0)]
    assert wire.wanted_places(wire.ask_for_memory(places)) == places
    assert wire.wanted_file(wire.ask_for_file(7)) == 7
    assert wire.decode_memory(wire.encode_memory([b"ab", b"", b"c"]), 3) == [b"ab", b"", b"c"]
    snapshot = Snapshot(tuple(range(wire.REGISTERS)), b"lines")
    assert wire.decode_snapshot(wire.encode_snapshot(snapshot)) == snapshot


def test_broken_answers_are_errors() -> None:
    """What is too short to be a snapshot, memory or a line's number is an error."""
    with pytest.raises(WireError):
        wire.decode_snapshot(wire.SNAPSHOT + b"\0" * 8)
    with pytest.raises(WireError):
        wire.decode_memory(wire.encode_memory([b"ab"]), 2)
    with pytest.raises(WireError):
        wire.wanted_file(wire.FILE + struct.pack("<Q", 1))
