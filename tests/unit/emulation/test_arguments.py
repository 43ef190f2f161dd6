"""Arguments of the writing calls, read from memory, with the kernel's limits and errors."""

from __future__ import annotations

import errno
import os
import struct

import pytest
from unit.handlers.staging import BAD, FORMS, ME, PAGE, Arena, call

from scpipe.emulation.arguments import read_message, read_request
from scpipe.emulation.sources import Memory
from scpipe.linux import sockets

MAX = 0x7FFFF000
SSIZE = 0x7FFFFFFFFFFFFFFF
KERNEL = 0xFFFF800000000000
FD = 3


def fails(code: int, name: str, *args: int) -> None:
    """The request cannot be read and the call's errno is ``code``."""
    with pytest.raises(OSError) as caught:
        read_request(ME(), FORMS[name], call(FD, *args))
    assert errno.errorcode[caught.value.errno or 0] == errno.errorcode[code]


def cmsg(length: int, data: bytes = b"") -> bytes:
    """A control message with this cmsg_len."""
    return struct.pack("=Qii", length, 1, 1) + data


@pytest.mark.parametrize(
    ("address", "size", "kept"),
    [(BAD, 0, 0), (BAD, 5, 5), (BAD, MAX, MAX), (BAD, MAX + 1, MAX), (BAD, SSIZE - BAD, MAX)],
)
def test_write(address: int, size: int, kept: int) -> None:
    """write() has one segment, clamped to what the kernel writes at most; nothing is read yet."""
    request = read_request(ME(), FORMS["write"], call(FD, address, size))
    assert request.segments == [(address, kept)]
    assert request.plain and request.offset == -1 and not (request.flags or request.rw_flags)


@pytest.mark.parametrize(
    ("address", "size"), [(BAD, SSIZE), (BAD, SSIZE + 1), (BAD, -1), (KERNEL, 1), (-1, 1)]
)
def test_write_into_the_kernels_half(address: int, size: int) -> None:
    """A range beyond user space is EFAULT whatever is mapped, a negative length too."""
    fails(errno.EFAULT, "write", address, size)


@pytest.mark.parametrize("name", ["writev", "pwritev2"])
def test_vector_in_order(ground: Arena, name: str) -> None:
    """Segments keep their order; empty ones stay."""
    vector = ground.iovec((BAD, 3), (0, 0), (BAD + 8, 5))
    request = read_request(ME(), FORMS[name], call(FD, vector, 3, -1, 0, 0))
    assert request.segments == [(BAD, 3), (0, 0), (BAD + 8, 5)]
    assert request.length == 8


@pytest.mark.parametrize("name", ["writev", "pwritev2"])
@pytest.mark.parametrize(
    ("count", "code"), [(1025, errno.EINVAL), (0x7FFFFFFF, errno.EINVAL), (0xFFFFFFFF, errno.EINVAL)]
)
def test_too_many_segments(name: str, count: int, code: int) -> None:
    """More than 1024 iovecs are refused before the array is looked at."""
    fails(code, name, BAD, count, -1)


def test_most_segments(ground: Arena) -> None:
    """1024 iovecs are taken."""
    vector = ground.iovec(*[(BAD, 1)] * 1024)
    assert len(read_request(ME(), FORMS["writev"], call(FD, vector, 1024)).segments) == 1024


def test_count_is_32_bits(ground: Arena) -> None:
    """The high half of the count is cut off."""
    vector = ground.iovec((BAD, 3))
    assert read_request(ME(), FORMS["writev"], call(FD, vector, 0xDEADBEEF_00000001)).length == 3
    assert read_request(ME(), FORMS["writev"], call(FD, BAD, 0xDEADBEEF_00000000)).segments == []


@pytest.mark.parametrize("name", ["writev", "pwritev2"])
def test_array_that_cannot_be_read(ground: Arena, name: str) -> None:
    """A bad array is EFAULT, also where only its end is bad."""
    fails(errno.EFAULT, name, BAD, 1, -1)
    fails(errno.EFAULT, name, ground.before_hole(struct.pack("=QQ", BAD, 1)), 2, -1)


@pytest.mark.parametrize("name", ["writev", "pwritev2"])
@pytest.mark.parametrize("place", [0, 1])
def test_negative_segment(ground: Arena, name: str, place: int) -> None:
    """A length that is negative as ssize_t is EINVAL wherever it stands, before any bad range."""
    segments = [(KERNEL, 8), (KERNEL, 8)]
    segments[place] = (BAD, 1 << 63)
    fails(errno.EINVAL, name, ground.iovec(*segments), 2, -1)


def test_segment_in_the_kernels_half(ground: Arena) -> None:
    """A range beyond user space is EFAULT, also behind a good one."""
    fails(errno.EFAULT, "writev", ground.iovec((BAD, 1), (KERNEL, 1)), 2)


def test_sum_is_clamped(ground: Arena) -> None:
    """Together the segments are no more than one write takes."""
    vector = ground.iovec((BAD, MAX - 10), (BAD, 100), (BAD, 100))
    request = read_request(ME(), FORMS["writev"], call(FD, vector, 3))
    assert [size for _address, size in request.segments] == [MAX - 10, 10, 0]


@pytest.mark.parametrize(("position", "offset"), [(-1, -1), (0, 0), (SSIZE, SSIZE)])
def test_pwritev2(ground: Arena, position: int, offset: int) -> None:
    """Position and flags come along; -1 is the current position."""
    request = read_request(
        ME(), FORMS["pwritev2"], call(FD, ground.iovec(b"x"), 1, position, 77, 0xDEADBEEF_00000008)
    )
    assert (request.offset, request.rw_flags) == (offset, 8)


@pytest.mark.parametrize("position", [-2, -SSIZE, 1 << 63])
def test_pwritev2_at_a_negative_position(ground: Arena, position: int) -> None:
    """Any other negative position is EINVAL."""
    fails(errno.EINVAL, "pwritev2", ground.iovec(b"x"), 1, position)


def test_sendto(ground: Arena) -> None:
    """Flags are 32 bits without the compat one; the address is copied."""
    name = ground.put(b"\1\0name")
    request = read_request(ME(), FORMS["sendto"], call(FD, BAD, 5, 0xDEADBEEF_80004040, name, 6))
    assert request.segments == [(BAD, 5)] and request.flags == 0x4040
    assert request.addressed and request.name == b"\1\0name" and not request.plain
    assert request.suppresses_sigpipe


@pytest.mark.parametrize(("address", "size"), [(0, 0), (0, 6), (0, 500), (BAD, 0)])
def test_sendto_without_an_address(address: int, size: int) -> None:
    """A null pointer or a length of 0 is no address."""
    request = read_request(ME(), FORMS["sendto"], call(FD, BAD, 5, 0, address, size))
    assert not request.addressed and request.name == b""


@pytest.mark.parametrize(
    ("size", "code"), [(129, errno.EINVAL), (-1, errno.EINVAL), (128, errno.EFAULT), (1, errno.EFAULT)]
)
def test_sendto_with_a_bad_address(size: int, code: int) -> None:
    """Too long a name is EINVAL before it is read, an unreadable one EFAULT."""
    fails(code, "sendto", BAD, 5, 0, BAD, size)


def test_sendto_clamps_before_it_looks() -> None:
    """Unlike write(), a negative length is clamped and only then its range looked at."""
    assert read_request(ME(), FORMS["sendto"], call(FD, BAD, -1, 0)).length == MAX
    fails(errno.EFAULT, "sendto", KERNEL, 1)


def test_sendmsg(ground: Arena) -> None:
    """Segments, address and control data of a whole header."""
    place = ground.message(b"ab", b"c", name=b"\1\0x", control=cmsg(20, b"\5\0\0\0"))
    request = read_request(ME(), FORMS["sendmsg"], call(FD, place, 0x4000))
    assert [size for _address, size in request.segments] == [2, 1]
    assert (request.name, request.addressed, request.ancillary) == (b"\1\0x", True, True)
    assert request.control == cmsg(20, b"\5\0\0\0")
    assert request.flags == 0x4000 and not request.plain


def test_empty_message(ground: Arena) -> None:
    """A header of zeros is an empty message."""
    request = read_message(ME(), ground.put(bytes(56)), 0)
    assert (request.segments, request.addressed, request.ancillary) == ([], False, False)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": BAD, "name_length": -1}, errno.EINVAL),
        ({"name": BAD, "name_length": 4}, errno.EFAULT),
        ({"count": 1025, "vector": BAD}, errno.EMSGSIZE),
        ({"count": 1 << 32, "vector": BAD}, errno.EMSGSIZE),
        ({"count": (1 << 64) - 1, "vector": BAD}, errno.EMSGSIZE),
        ({"count": 1, "vector": BAD}, errno.EFAULT),
        ({"control": BAD, "control_length": 1}, errno.EFAULT),
        ({"control": 0, "control_length": 16}, errno.EFAULT),
        ({"control": BAD, "control_length": 1 << 31}, errno.ENOBUFS),
        ({"control": BAD, "control_length": (1 << 64) - 1}, errno.ENOBUFS),
        ({"control": BAD, "control_length": (1 << 20) + 1}, errno.ENOBUFS),
    ],
)
def test_bad_headers(ground: Arena, fields: dict[str, int], code: int) -> None:
    """Each field's limit and its errno; huge counts and lengths are refused before anything is read."""
    fails(code, "sendmsg", ground.message(**fields), 0)


def test_name_is_clipped_and_its_length_needs_a_pointer(ground: Arena) -> None:
    """sendmsg, unlike sendto, clips a long name to 128 bytes; without a pointer the length is nothing."""
    assert len(read_message(ME(), ground.message(name=bytes(200)), 0).name) == 128
    assert not read_message(ME(), ground.message(name_length=-5), 0).addressed


def test_compat_flag_is_refused(ground: Arena) -> None:
    """MSG_CMSG_COMPAT is the kernel's own."""
    fails(errno.EINVAL, "sendmsg", ground.message(b"x"), sockets.MSG_CMSG_COMPAT)


def test_header_that_cannot_be_read(ground: Arena) -> None:
    """A header that lies half in a bad page is EFAULT."""
    fails(errno.EFAULT, "sendmsg", BAD, 0)
    fails(errno.EFAULT, "sendmsg", ground.before_hole(ground.header(b"x")[:40]), 0)


@pytest.mark.parametrize(
    ("control", "ancillary"),
    [
        (bytes(1), False),
        (bytes(15), False),
        (cmsg(16), True),
        (cmsg(16) + bytes(15), True),
        (cmsg(17, bytes(1)), True),
        (cmsg(16) + cmsg(16), True),
        (cmsg(20, bytes(8)) + cmsg(16), True),
    ],
)
def test_control_messages(ground: Arena, control: bytes, ancillary: bool) -> None:
    """A header's worth of control data is a message; fewer bytes are ignored."""
    request = read_message(ME(), ground.message(b"x", control=control), 0)
    assert request.ancillary is ancillary


@pytest.mark.parametrize(
    "control",
    [
        bytes(16),
        cmsg(15),
        cmsg(17),
        cmsg((1 << 64) - 1),
        cmsg(1 << 63),
        cmsg(16) + cmsg(0),
        cmsg(16) + cmsg(17),
        cmsg(17, bytes(8)) + cmsg(24),
    ],
)
def test_malformed_control_messages(ground: Arena, control: bytes) -> None:
    """A length below the header or beyond the end is EINVAL, in any of the messages."""
    fails(errno.EINVAL, "sendmsg", ground.message(b"x", control=control), 0)


def test_unknown_call() -> None:
    """A call whose arguments are no message's is ENOSYS, never an empty request."""
    fails(errno.ENOSYS, "splice", BAD, 1)


def test_sigpipe_can_be_suppressed_by_either_kind_of_flag(ground: Arena) -> None:
    """MSG_NOSIGNAL for sockets, RWF_NOSIGNAL for pwritev2, nothing for write."""
    quiet = read_request(ME(), FORMS["pwritev2"], call(FD, ground.iovec(b"x"), 1, -1, 0, 0x100))
    loud = read_request(ME(), FORMS["write"], call(FD, BAD, 1))
    assert (quiet.suppresses_sigpipe, loud.suppresses_sigpipe) == (True, False)


def test_memory_is_taken_in_order_across_segments(ground: Arena) -> None:
    """Any size of steps gives the same bytes."""
    parts = [b"abc", b"", b"d", os.urandom(300)]
    segments = [(ground.put(part), len(part)) for part in parts]
    for step in (1, 2, 7, 1000):
        source, found = Memory(ME(), list(segments)), b""
        while chunk := source.take(step):
            assert len(chunk) <= step
            found += chunk
        assert found == b"".join(parts)


def test_memory_gives_what_it_can_before_a_fault(ground: Arena) -> None:
    """Bytes before a bad page are given, then comes EFAULT; bytes behind it never."""
    segments = [(ground.put(b"ab"), 2), (ground.before_hole(b"cd"), 5), (ground.put(b"ef"), 2)]
    source = Memory(ME(), segments)
    assert source.take(100) == b"abcd"
    for _attempt in range(2):
        with pytest.raises(OSError) as caught:
            source.take(100)
        assert caught.value.errno == errno.EFAULT


def test_memory_of_a_bad_page_behind_a_good_one(ground: Arena) -> None:
    """A page boundary inside one segment is no fault by itself."""
    data = os.urandom(PAGE + 100)
    assert Memory(ME(), [(ground.before_hole(data), PAGE + 100)]).take(1 << 20) == data
