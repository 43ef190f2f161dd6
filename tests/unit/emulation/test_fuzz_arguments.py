"""Requests out of random memory images, against the kernel's algorithm told in another way, byte by byte."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import itertools
import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from unit.handlers.staging import FORMS, call

from scpipe.emulation.arguments import Request, read_message, read_request
from scpipe.emulation.sources import Memory
from scpipe.linux import memory

TID = 7
MOST_SEGMENTS, MOST_BYTES, MOST_NAME, MOST_CONTROL = 1024, 0x7FFFF000, 128, 1 << 20
TOP = 1 << 63
#: The images lie here, in pieces of this size, each mapped or not.
START, PIECE, PIECES = 0x10000, 64, 24
END = START + PIECE * PIECES
FAST = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))

Register = st.integers(0, (1 << 64) - 1) | st.sampled_from([0, 1, TOP - 1, TOP, (1 << 64) - 2, (1 << 64) - 1])


class Header(ctypes.Structure):
    """struct user_msghdr."""

    _fields_ = (
        ("name", ctypes.c_uint64),
        ("name_length", ctypes.c_int),
        ("vector", ctypes.c_uint64),
        ("count", ctypes.c_uint64),
        ("control", ctypes.c_uint64),
        ("control_length", ctypes.c_uint64),
        ("flags", ctypes.c_uint),
    )


class Vector(ctypes.Structure):
    """struct iovec."""

    _fields_ = (("base", ctypes.c_uint64), ("length", ctypes.c_uint64))


class Control(ctypes.Structure):
    """struct cmsghdr."""

    _fields_ = (("length", ctypes.c_uint64), ("level", ctypes.c_int), ("type", ctypes.c_int))


class Image:
    """Bytes at addresses; ``reads`` are the ranges somebody asked for."""

    def __init__(self, pieces: Sequence[bytes | None]) -> None:
        self._bytes = {
            START + PIECE * place + offset: value
            for place, piece in enumerate(pieces)
            for offset, value in enumerate(piece or b"")
        }
        self.reads: list[tuple[int, int]] = []

    def put(self, address: int, data: bytes) -> None:
        """Lay a structure over what is mapped there; the rest of it stays unmapped."""
        for place, value in enumerate(data, address):
            if place in self._bytes:
                self._bytes[place] = value

    def there(self, address: int, size: int) -> bytes:
        """As many bytes as are mapped without a gap."""
        found = bytearray()
        while len(found) < size and address + len(found) in self._bytes:
            found.append(self._bytes[address + len(found)])
        return bytes(found)

    def read(self, tid: int, address: int, size: int) -> bytes:
        """In place of memory.read."""
        assert tid == TID
        self.reads.append((address, size))
        data = self.there(address, size)
        if size and not data:
            raise OSError(errno.EFAULT, os.strerror(errno.EFAULT))
        return data

    def read_places(self, tid: int, places: array[int]) -> bytes:
        """In place of memory.read_places."""
        found = b""
        for address, size in zip(places[::2], places[1::2], strict=True):
            part = self.there(address, size)
            found += part
            if len(part) < size:
                return found or self.read(tid, address, size)
        return found


@contextlib.contextmanager
def seen(image: Image) -> Iterator[Image]:
    """The image is what the tracee's memory holds."""
    with mock.patch.multiple(memory, read=image.read, read_places=image.read_places):
        yield image


def outcome(read: Callable[[], Request]) -> Request | int:
    """A request or its errno; any other exception is a defect."""
    try:
        return read()
    except OSError as error:
        assert error.errno
        return error.errno


# -- the kernel's algorithm, told otherwise ---------------------------------------------------


def reference_segments(
    image: Image, address: int, count: int, too_many: int
) -> tuple[list[tuple[int, int]], set[int]]:
    """Segments and every reason to refuse them: which one is told first is not checked."""
    if count > MOST_SEGMENTS:
        return [], {too_many}
    raw = image.there(address, count * 16)
    if len(raw) < count * 16:
        return [], {errno.EFAULT}
    vector = (Vector * count).from_buffer_copy(raw)
    errors = {errno.EINVAL for one in vector if one.length >> 63}
    errors |= {errno.EFAULT for one in vector if one.base + one.length >= TOP}
    before = [min(MOST_BYTES, sum(one.length for one in vector[:place])) for place in range(count + 1)]
    kept = [end - start for start, end in itertools.pairwise(before)]
    return [(one.base, size) for one, size in zip(vector, kept, strict=True)], errors


def reference_control(control: bytes) -> int | None:
    """How many control messages there are; None if one of them is malformed."""
    if len(control) < ctypes.sizeof(Control):
        return 0
    length = Control.from_buffer_copy(control).length
    if not ctypes.sizeof(Control) <= length <= len(control):
        return None
    rest = reference_control(control[-(-length // 8) * 8 :])
    return None if rest is None else rest + 1


def reference_message(image: Image, address: int) -> tuple[Request | None, set[int]]:
    """What a struct msghdr means, or why it is refused."""
    raw = image.there(address, ctypes.sizeof(Header))
    if len(raw) < ctypes.sizeof(Header):
        return None, {errno.EFAULT}
    header = Header.from_buffer_copy(raw)
    segments, errors = reference_segments(image, header.vector, header.count, errno.EMSGSIZE)
    request = Request(segments, plain=False)
    if header.name and header.name_length < 0:
        errors.add(errno.EINVAL)
    elif header.name and header.name_length:
        size = min(header.name_length, MOST_NAME)
        request.name, request.addressed = image.there(header.name, size), True
        errors |= {errno.EFAULT} if len(request.name) < size else set()
    if header.control_length > MOST_CONTROL:
        errors.add(errno.ENOBUFS)
    else:
        request.control = image.there(header.control, header.control_length)
        count = reference_control(request.control)
        short = len(request.control) < header.control_length
        errors |= {errno.EFAULT} if short else {errno.EINVAL} if count is None else set()
        request.ancillary = bool(count)
    return request, errors


def agree(found: Request | int, wanted: Request | None, errors: set[int]) -> None:
    """The same request, or one of the errors."""
    if errors:
        assert isinstance(found, int), (found, errors)
        assert found in errors
    else:
        assert found == wanted
        assert isinstance(found, Request)
        assert found.length <= MOST_BYTES
        assert len(found.segments) <= MOST_SEGMENTS


# -- images -----------------------------------------------------------------------------------

Address = st.one_of(
    st.integers(START, END - 1),
    st.integers(START, END - 1),
    st.sampled_from([0, START - 1, END, TOP - 1, TOP, (1 << 64) - 1]),
)
Size = st.one_of(
    st.integers(0, 200),
    st.integers(0, 200),
    st.sampled_from([MOST_BYTES - 1, MOST_BYTES, MOST_BYTES + 1, TOP - 1, TOP, (1 << 64) - 1]),
)
WHOLE: list[bytes | None] = [b"a" * PIECE] * PIECES
Mapped = st.one_of(
    st.binary(min_size=PIECE, max_size=PIECE),
    st.integers(0, 255).map(lambda value: bytes([value]) * PIECE),
)
Pieces = st.just(WHOLE) | st.lists(st.one_of(*[Mapped] * 6, st.none()), min_size=PIECES, max_size=PIECES)


#: How many iovecs a call names; None: as many as there are.
Count = st.none() | st.integers(0, 8) | st.sampled_from([1024, 1025, 1 << 31])


@st.composite
def vectors(draw: st.DrawFn) -> bytes:
    """An array of iovecs: all of them plausible, or not."""
    address, size = (Address, Size)
    if draw(st.booleans()):
        address = st.integers(START, END - 1)
        size = st.integers(0, 200) | st.sampled_from([MOST_BYTES - 1, MOST_BYTES, MOST_BYTES + 1])
    parts = draw(st.lists(st.tuples(address, size), max_size=6))
    return b"".join(bytes(Vector(*part)) for part in parts)


@st.composite
def images(draw: st.DrawFn) -> tuple[Image, int]:
    """Memory with a header, a vector and control data; the header's address.

    Either all is in its place, or structures lie over each other, and fields may be anything.
    """
    vector, control = draw(vectors()), draw(controls())
    if draw(st.booleans()):
        image, places = Image(WHOLE), [START, START + 0x100, START + 0x200]
        count, size, named = len(vector) // 16, len(control), draw(st.sampled_from([0, 0, 1, 128, 129]))
    else:
        image, places = Image(draw(Pieces)), [draw(Address) for _structure in range(3)]
        count = draw(st.sampled_from([len(vector) // 16] * 4 + [MOST_SEGMENTS + 1, 1 << 32, 40]))
        wrong = [0, MOST_CONTROL, MOST_CONTROL + 1, 1 << 31, 1 << 63]
        size = draw(st.sampled_from([len(control)] * 5 + wrong))
        named = draw(st.sampled_from([0, 1, 16, 110, 128, 129, -1, 1 << 30]) | st.integers(-9, 200))
    header = Header(
        name=draw(st.just(0) | Address),
        name_length=named,
        vector=places[1],
        count=count,
        control=places[2],
        control_length=size,
        flags=draw(st.integers(0, 0xFFFFFFFF)),
    )
    for place, structure in zip(places, (bytes(header), vector, control), strict=True):
        image.put(place, structure)
    return image, places[0]


@st.composite
def controls(draw: st.DrawFn) -> bytes:
    """Control messages, most of them well-formed."""
    data = b""
    for body in draw(st.lists(st.binary(max_size=24), max_size=4)):
        wrong = draw(st.sampled_from([0, 0, 0, 0, 1, -1, -17, 1 << 40]))
        length = (16 + len(body) + wrong) % (1 << 64)
        data += bytes(Control(length, 1, draw(st.integers(0, 3)))) + body
        data += bytes(-len(body) % 8)
    return data[: len(data) - draw(st.sampled_from([0, 0, 0, 1, 7, 9]))]


@pytest.mark.slow
@FAST
@given(images())
def test_messages(found: tuple[Image, int]) -> None:
    """A header, its vector, name and control data mean what they mean to the kernel; each is read once."""
    image, address = found
    wanted, errors = reference_message(image, address)
    with seen(image):
        agree(outcome(lambda: read_message(TID, address, 0)), wanted, errors)
    assert len(image.reads) <= 4
    assert sum(size for _address, size in image.reads) <= 56 + 16 * MOST_SEGMENTS + MOST_NAME + MOST_CONTROL


@pytest.mark.slow
@FAST
@given(Pieces, st.just(START) | Address, vectors(), Count, st.just(-2) | Register)
def test_vectors(
    pieces: list[bytes | None], address: int, vector: bytes, count: int | None, offset: int
) -> None:
    """A vector of writev or pwritev2: limits, order and clamping are the kernel's; it is read once."""
    image = Image(pieces)
    image.put(address, vector)
    count = len(vector) // 16 if count is None else count
    segments, errors = reference_segments(image, address, count, errno.EINVAL)
    with seen(image):
        found = outcome(lambda: read_request(TID, FORMS["writev"], call(3, address, count)))
        agree(found, Request(segments, vector=True), errors)
        assert len(image.reads) <= 1
        position = ctypes.c_int64(offset).value
        errors |= {errno.EINVAL} if position < -1 else set()
        found = outcome(lambda: read_request(TID, FORMS["pwritev2"], call(3, address, count, offset, 0, 9)))
        agree(found, Request(segments, rw_flags=9, offset=position, vector=True), errors)


@pytest.mark.slow
@FAST
@given(Pieces, Register | Address, Register | Size, Register, Register | Address, Register | Size)
@example(WHOLE, START, 5, 0, START, 129)
@example(WHOLE, START, 5, 0, START, 1 << 32)
def test_single_buffers(
    pieces: list[bytes | None], address: int, size: int, flags: int, name: int, name_length: int
) -> None:
    """write and sendto: one segment, clamped; an address of at most 128 bytes, its length an int."""
    image = Image(pieces)
    clamped = min(size, MOST_BYTES)
    with seen(image):
        found = outcome(lambda: read_request(TID, FORMS["write"], call(3, address, size)))
        agree(found, Request([(address, clamped)]), {errno.EFAULT} if address + size >= TOP else set())
        assert not image.reads
        asked = call(3, address, size, flags, name, name_length)
        found = outcome(lambda: read_request(TID, FORMS["sendto"], asked))
    length = ctypes.c_uint32(name_length).value if name else 0
    wanted = Request([(address, clamped)], flags & 0x7FFFFFFF, plain=False, addressed=bool(length))
    errors = {errno.EFAULT} if address + clamped >= TOP else set()
    if length > MOST_NAME:
        errors.add(errno.EINVAL)
    else:
        wanted.name = image.there(name, length)
        errors |= {errno.EFAULT} if len(wanted.name) < length else set()
    agree(found, wanted, errors)


@pytest.mark.slow
@FAST
@given(Pieces, st.lists(st.tuples(Address, st.integers(0, 300)), max_size=6), st.integers(1, 500))
def test_bytes_of_segments(pieces: list[bytes | None], segments: list[tuple[int, int]], chunk: int) -> None:
    """In chunks of any size the bytes come in order, up to the first that is not mapped."""
    image = Image(pieces)
    wanted, faults = bytearray(), False
    for address, size in segments:
        there = image.there(address, size)
        wanted += there
        if len(there) < size:
            faults = True
            break
    taken, source, faulted = b"", Memory(TID, segments), False
    with seen(image):
        try:
            while part := source.take(chunk):
                assert len(part) <= chunk
                taken += part
        except OSError as error:
            faulted = error.errno == errno.EFAULT
    assert (taken, faulted) == (bytes(wanted), faults)


@pytest.mark.slow
@FAST
@given(Pieces, Address, st.sampled_from(["write", "writev", "pwritev2", "sendto", "sendmsg"]), st.data())
def test_any_registers(pieces: list[bytes | None], address: int, name: str, data: st.DataObject) -> None:
    """Whatever registers and memory hold: a request within the kernel's limits, or an errno."""
    words = [data.draw(Register | Address | Size) for _register in range(4)]
    with seen(Image(pieces)) as image:
        found = outcome(lambda: read_request(TID, FORMS[name], call(3, address, *words)))
    if isinstance(found, Request):
        assert len(found.segments) <= MOST_SEGMENTS
        assert found.length <= MOST_BYTES
        assert len(found.name) <= MOST_NAME
        assert len(found.control) <= MOST_CONTROL
        assert found.ancillary is bool(reference_control(found.control))
    assert len(image.reads) <= 4
