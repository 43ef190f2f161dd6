"""Reading and writing a stopped tracee's memory with process_vm_readv(2) and process_vm_writev(2)."""

from __future__ import annotations

import ctypes
import errno
import struct
from array import array

from scpipe.linux.abi import native
from scpipe.linux.calls import error, failure, syscall

_IOVEC = struct.Struct("=QQ")
_LOCAL = ctypes.create_string_buffer(16)
_REMOTE = ctypes.create_string_buffer(16)
#: ssize_t process_vm_readv(pid, local, count, remote, count, flags)
_READV = ctypes.CFUNCTYPE(ctypes.c_ssize_t, *[ctypes.c_ulong] * 6, use_errno=True)(
    ("process_vm_readv", ctypes.CDLL(None, use_errno=True))
)
_LOCAL_ADDRESS = ctypes.addressof(_LOCAL)
_REMOTE_ADDRESS = ctypes.addressof(_REMOTE)
_LOCAL_PLACE = memoryview(_LOCAL).cast("B").cast("Q")
_REMOTE_PLACE = memoryview(_REMOTE).cast("B").cast("Q")
_SMALL = ctypes.create_string_buffer(65536)
_SMALL_ADDRESS = ctypes.addressof(_SMALL)
_SMALL_VIEW = memoryview(_SMALL).cast("B")
#: No byte of a program has a higher address.
HIGHEST = 0x7FFFFFFFFFFFFFFF


def read(tid: int, address: int, size: int) -> bytes:
    """Copy up to ``size`` bytes once; shorter if a page is unreadable.

    Raises OSError: EFAULT if the first byte is unreadable, ESRCH, EPERM. The kernel stops at the
    first bad page (mm/process_vm_access.c).
    """
    if size == 0:
        return b""
    _REMOTE_PLACE[0], _REMOTE_PLACE[1] = address & 0xFFFFFFFFFFFFFFFF, size
    return _read(tid, size, _REMOTE_ADDRESS, 1)


def read_little(tid: int, address: int, size: int) -> bytes:
    """The same for no more than 64 KiB, at an address below 2^64; b"" where the first byte cannot be read."""
    _REMOTE_PLACE[0], _REMOTE_PLACE[1] = address, size
    _LOCAL_PLACE[0], _LOCAL_PLACE[1] = _SMALL_ADDRESS, size
    done = _READV(tid, _LOCAL_ADDRESS, 1, _REMOTE_ADDRESS, 1, 0)
    return bytes(_SMALL_VIEW[:done]) if done > 0 else b""


def read_places(tid: int, places: array[int]) -> bytes:
    """The same for several places in one call: addresses and sizes in turn, at most 1024 of them.

    What comes behind an unreadable page, in later places too, is not read.
    """
    size = sum(places[1::2])
    return _read(tid, size, places.buffer_info()[0], len(places) // 2) if size else b""


def _read(tid: int, size: int, remote: int, count: int) -> bytes:
    buffer, place = _SMALL, _SMALL_ADDRESS
    if size > len(_SMALL):
        buffer = ctypes.create_string_buffer(size)
        place = ctypes.addressof(buffer)
    _LOCAL_PLACE[0], _LOCAL_PLACE[1] = place, size
    done = _READV(tid, _LOCAL_ADDRESS, 1, remote, count, 0)
    if done < 0:
        raise failure("process_vm_readv")
    return bytes(_SMALL_VIEW[:done]) if buffer is _SMALL else ctypes.string_at(place, done)


def read_exactly(tid: int, address: int, size: int) -> bytes:
    """Copy ``size`` bytes once. Raises OSError(EFAULT) if any of them is unreadable."""
    data = read(tid, address, size)
    if len(data) != size:
        raise error(errno.EFAULT, "process_vm_readv")
    return data


def write(tid: int, address: int, data: bytes) -> None:
    """Store ``data`` in a stopped tracee. Raises OSError(EFAULT) if the place cannot be written."""
    buffer = ctypes.create_string_buffer(data, len(data))
    _IOVEC.pack_into(_LOCAL, 0, ctypes.addressof(buffer), len(data))
    _IOVEC.pack_into(_REMOTE, 0, address & 0xFFFFFFFFFFFFFFFF, len(data))
    if syscall(native.SYS_PROCESS_VM_WRITEV, tid, _LOCAL_ADDRESS, 1, _REMOTE_ADDRESS, 1) != len(data):
        raise error(errno.EFAULT, "process_vm_writev")


def probe(child: int) -> None:
    """Read and write a forked child's memory, where it is as ours and the child leaves it alone.

    Raises OSError (EPERM, ENOSYS) where that is forbidden.
    """
    write(child, _LOCAL_ADDRESS, read_exactly(child, _LOCAL_ADDRESS, len(_LOCAL)))
