"""Copying memory out of, and into, another process."""

from __future__ import annotations

import ctypes
import errno
import os
from array import array

import pytest

from scpipe.linux import memory

from .children import PAGE, child, map_pages


@pytest.fixture(scope="module")
def area() -> int:
    """Two readable pages and an unreadable one, filled with a pattern, the same in a forked child."""
    address = map_pages(2)
    ctypes.memmove(address, bytes(range(256)) * (2 * PAGE // 256), 2 * PAGE)
    return address


def test_copy_is_exact(area: int) -> None:
    """A child's bytes, as they are in the child and not in us."""

    def change() -> None:
        ctypes.memset(area, 0x7A, 8)

    with child(change) as pid:
        assert memory.read(pid, area, 10) == b"z" * 8 + b"\x08\x09"
        assert memory.read(pid, area + PAGE - 2, 4) == b"\xfe\xff\x00\x01"
        assert memory.read(os.getpid(), area, 4) == b"\0\1\2\3"


@pytest.mark.parametrize(
    ("offset", "size", "expected"),
    [
        (2 * PAGE - 5, 5, 5),
        (2 * PAGE - 5, 6, 5),
        (2 * PAGE - 5, PAGE, 5),
        (PAGE - 1, 3 * PAGE, PAGE + 1),
        (0, 65536, 2 * PAGE),
        (0, 65537, 2 * PAGE),
        (0, 0, 0),
        (2 * PAGE, 0, 0),
    ],
)
def test_copy_stops_at_a_bad_page(area: int, offset: int, size: int, expected: int) -> None:
    """What lies before an unreadable page is copied, byte for byte, and no more."""
    with child() as pid:
        data = memory.read(pid, area + offset, size)
    assert data == ctypes.string_at(area + offset, expected)


@pytest.mark.parametrize("offset", [2 * PAGE, 2 * PAGE + 5])
def test_first_byte_unreadable(area: int, offset: int) -> None:
    """Where nothing can be copied the answer is EFAULT."""
    with child() as pid, pytest.raises(OSError) as caught:
        memory.read(pid, area + offset, 1)
    assert caught.value.errno == errno.EFAULT


@pytest.mark.parametrize("address", [0, 1, -1, 1 << 47, 1 << 63, (1 << 64) - 1, (1 << 64) + 4096])
@pytest.mark.parametrize("size", [1, PAGE, 70000])
def test_senseless_addresses(address: int, size: int) -> None:
    """Addresses outside any mapping, the kernel's half included, are EFAULT."""
    with pytest.raises(OSError) as caught:
        memory.read(os.getpid(), address, size)
    assert caught.value.errno == errno.EFAULT


def test_large_copies_are_whole() -> None:
    """Sizes around the kept buffer's are copied whole."""
    data = os.urandom(200000)
    buffer = ctypes.create_string_buffer(data, len(data))
    for size in (65535, 65536, 65537, 200000):
        assert memory.read(os.getpid(), ctypes.addressof(buffer), size) == data[:size]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 2), (PAGE, 3)], 5),
        ([(5, 0), (7, 1), (0, 0)], 1),
        ([(PAGE - 1, PAGE), (3, 4)], PAGE + 4),
        ([(0, 2), (2 * PAGE - 1, 2), (0, 2)], 3),
        ([(0, 2), (2 * PAGE, 1), (0, 2)], 2),
        ([(0, 100)] * 1024, 102400),
        ([], 0),
        ([(2 * PAGE, 0)], 0),
    ],
)
def test_several_places(area: int, places: list[tuple[int, int]], expected: int) -> None:
    """Places are copied in order up to the first unreadable byte; what comes behind it is not."""
    whole = b"".join(ctypes.string_at(area + offset, min(size, 2 * PAGE - offset)) for offset, size in places)
    wanted = array("Q", [number for offset, size in places for number in (area + offset, size)])
    with child() as pid:
        assert memory.read_places(pid, wanted) == whole[:expected]


def test_no_place_can_be_read(area: int) -> None:
    """Where not even the first byte can be copied the answer is EFAULT."""
    with pytest.raises(OSError) as caught:
        memory.read_places(os.getpid(), array("Q", [area + 2 * PAGE, 1, area, 1]))
    assert caught.value.errno == errno.EFAULT


def test_exactly_is_all_or_nothing(area: int) -> None:
    """read_exactly gives every byte or EFAULT."""
    pid = os.getpid()
    assert memory.read_exactly(pid, area + 2 * PAGE - 4, 4) == b"\xfc\xfd\xfe\xff"
    with pytest.raises(OSError) as caught:
        memory.read_exactly(pid, area + 2 * PAGE - 4, 5)
    assert caught.value.errno == errno.EFAULT


def test_write_changes_the_child_alone(area: int) -> None:
    """Bytes stored in a child are there and nowhere else."""
    with child() as pid:
        memory.write(pid, area + 10, b"\0stored")
        assert memory.read(pid, area + 10, 7) == b"\0stored"
    assert ctypes.string_at(area + 10, 3) == b"\x0a\x0b\x0c"


@pytest.mark.parametrize("offset", [2 * PAGE - 2, 2 * PAGE])
def test_write_to_a_bad_page(area: int, offset: int) -> None:
    """A place that cannot be written whole is EFAULT."""
    with child() as pid, pytest.raises(OSError) as caught:
        memory.write(pid, area + offset, b"abcd")
    assert caught.value.errno == errno.EFAULT


def test_gone_process() -> None:
    """A process that is gone is ESRCH."""
    with child() as pid:
        pass
    with pytest.raises(ProcessLookupError):
        memory.read(pid, 4096, 1)


def test_probe() -> None:
    """A forked child's memory can be read and written; where nobody is, that is an error."""
    with child() as pid:
        memory.probe(pid)
    with pytest.raises(ProcessLookupError):
        memory.probe(0x3FFFFF)
