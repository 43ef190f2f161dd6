"""Random headers, vectors and control data in our own memory: nothing but OSError comes out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.handlers.staging import BAD, FORMS, ME, arena, call

from scpipe.emulation.arguments import Request, read_message, read_request
from scpipe.emulation.features import inspect_at_once
from scpipe.emulation.sources import Copied, Room

FAST = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WORD = st.one_of(
    st.sampled_from([0, 1, 16, 1024, 1025, BAD, 0x7FFFF000, 1 << 31, 1 << 32, 1 << 63, (1 << 64) - 1]),
    st.integers(0, 5000),
    st.integers(0, (1 << 64) - 1),
)
SEGMENT = st.one_of(st.binary(max_size=300), st.tuples(WORD, WORD))
#: Lengths a message of ours is inspected up to; longer ones reach over everything mapped.
INSPECTED = 1 << 20


def look_at(request: Request) -> None:
    """Inspect what was read, as a handler would."""
    assert all(0 <= size <= 0x7FFFF000 for _address, size in request.segments)
    assert request.length <= 0x7FFFF000
    if request.length <= INSPECTED:
        copy = Copied(Room())
        inspection = inspect_at_once(ME(), request, copy)
        copied = copy.peek(INSPECTED)
        assert inspection.message.length == len(copied) <= request.length
        assert inspection.faulted is (inspection.message.length < request.length)
        assert inspection.message.uniform is (len(set(copied)) <= 1)


@FAST
@given(st.binary(min_size=56, max_size=56), st.integers(0, 0xFFFFFFFF))
def test_header_of_random_bytes(raw: bytes, flags: int) -> None:
    """56 random bytes are a header that is refused or read, never a crash."""
    with arena() as ground, contextlib.suppress(OSError):
        look_at(read_message(ME(), ground.put(raw), flags))


@pytest.mark.slow
@FAST
@given(
    st.lists(SEGMENT, max_size=5),
    st.binary(max_size=150) | WORD,
    st.binary(max_size=64) | WORD,
    st.dictionaries(
        st.sampled_from(["vector", "count", "control_length"]),
        st.integers(0, (1 << 31) - 1) | WORD,
        max_size=2,
    ),
    st.integers(-(1 << 31), (1 << 31) - 1) | st.none(),
)
def test_header_with_some_fields_wrong(
    segments: list[bytes | tuple[int, int]],
    name: bytes | int,
    control: bytes | int,
    fields: dict[str, int],
    name_length: int | None,
) -> None:
    """A plausible header with random fields is refused or read, never a crash."""
    if name_length is not None:
        fields["name_length"] = name_length
    with arena() as ground, contextlib.suppress(OSError):
        look_at(read_message(ME(), ground.message(*segments, name=name, control=control, **fields), 0))


@FAST
@given(st.binary(min_size=1, max_size=200))
def test_control_of_random_bytes(control: bytes) -> None:
    """Control data is either read as it is or refused; sixteen bytes that pass are ancillary."""
    with arena() as ground, contextlib.suppress(OSError):
        request = read_message(ME(), ground.message(b"x", control=control), 0)
        assert request.control == control
        assert request.ancillary is (len(control) >= 16)


@FAST
@given(
    st.sampled_from(["write", "writev", "pwritev2", "sendto", "sendmsg"]),
    st.lists(WORD, min_size=5, max_size=5),
)
def test_calls_with_random_registers(name: str, words: list[int]) -> None:
    """Six random registers make a request or an errno."""
    with contextlib.suppress(OSError):
        look_at(read_request(ME(), FORMS[name], call(3, *words)))


@pytest.mark.slow
@FAST
@given(st.lists(SEGMENT, max_size=8), st.sampled_from(["writev", "pwritev2"]))
def test_random_vectors(segments: list[bytes | tuple[int, int]], name: str) -> None:
    """Vectors with random addresses and lengths are refused or read, never a crash."""
    with arena() as ground, contextlib.suppress(OSError):
        vector = ground.iovec(*segments)
        look_at(read_request(ME(), FORMS[name], call(3, vector, len(segments), -1, 0, 0)))
